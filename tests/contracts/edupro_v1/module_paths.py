"""Where modules are read and written."""


def listing(course_id):
    return f"/api/v1/courses/{course_id}/modules/"


def create(course_id):
    return f"/api/v1/courses/{course_id}/modules/create/"


def detail(module_id):
    return f"/api/v1/modules/{module_id}/"


def update(module_id):
    return f"/api/v1/modules/{module_id}/update/"


def delete(module_id):
    return f"/api/v1/modules/{module_id}/delete/"
