"""One quiz for each sample school: some students have taken it, and one answer waits for the teacher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tenant_apps.assessments.models import Assessment
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.paper import PaperQuestion
from tenant_apps.assessments.rules.sheet import read_sheet
from tenant_apps.assessments.services import GivenAnswer, create_assessment, start_attempt, submit_attempt
from tenant_apps.assessments.services.copying import import_to_assessment
from tenant_apps.courses.models import Course
from tenant_apps.students.models import Student

MINUTES = 20


@dataclass(frozen=True)
class SampleQuiz:
    title: str
    description: str
    sheet: str
    """Questions as a teacher would import them."""
    essay: str
    """What a student wrote where the teacher grades."""


QUIZZES = {
    "ar": SampleQuiz(
        title="اختبار قصير: المعادلات التربيعية (عينة)",
        description="أربعة أسئلة في عشرين دقيقة. تُحفظ كل إجابة فور كتابتها.",
        sheet="""النوع,السؤال,الصحيح,الدرجة,المستوى,الموضوع,الشرح,اختيار 1,اختيار 2,اختيار 3
اختيار من متعدد,ما حلّا المعادلة x² − 5x + 6 = 0؟,2,2,سهل,المعادلات,مجموعهما 5 وحاصل ضربهما 6.,1 و6,2 و3,5 و6
صح أو خطأ,لكل معادلة تربيعية حلان حقيقيان.,خطأ,1,متوسط,المعادلات,إذا كان المميز سالبًا فلا حل حقيقي لها.,,,
إجابة قصيرة,ما مميز المعادلة x² + 2x + 1 = 0؟,0,2,سهل,المعادلات,b² − 4ac = 4 − 4.,,,
مقالي,متى تختار القانون العام بدل التحليل؟ ولماذا؟,,5,متوسط,المعادلات,,,,
""",
        essay="عندما لا أجد عاملين صحيحين بسرعة، لأن القانون العام يعطي الحل دائمًا.",
    ),
    "en": SampleQuiz(
        title="Quiz: motion in a line (sample)",
        description="Four questions in twenty minutes. Every answer is kept as you give it.",
        sheet="""kind,question,right,points,level,topic,explanation,option 1,option 2,option 3
multiple choice,120 km in 2 hours: how fast?,2,2,easy,Motion,Distance by time.,40 km/h,60 km/h,240 km/h
true/false,The slope of a distance-time graph is the acceleration.,false,1,medium,Motion,It is the speed.,,,
short answer,How many metres per second are 36 km/h?,10,2,easy,Motion,36 000 m in 3 600 s.,,,
essay,Why can a body have speed but no acceleration?,,5,medium,Motion,,,,
""",
        essay="Because acceleration is a change of velocity, and going straight on changes nothing.",
    ),
}


def add_quiz(*, course: Course, language: str, takers: Sequence[Student], now: datetime) -> Assessment:
    """A published quiz of the course that each of `takers` has handed in, the later ones less well."""
    sample = QUIZZES[language]
    quiz = create_assessment(
        changes={
            "title": sample.title,
            "description": sample.description,
            "kind": "quiz",
            "course_id": course.id,
            "is_published": True,
            "time_limit_minutes": MINUTES,
        },
        now=now,
    )
    drafts = [row.draft for row in read_sheet(sample.sheet) if row.draft]
    import_to_assessment(assessment_id=quiz.id, drafts=drafts, keeps=True)
    for wrong, student in enumerate(takers):
        attempt = start_attempt(student=student, assessment_id=quiz.id, device=None, now=now)
        questions = papers.read(attempt.paper).questions
        answers = list(_answers(questions, wrong=wrong, essay=sample.essay))
        submit_attempt(student=student, attempt_id=attempt.id, answers=answers, device=None, now=now)
    return quiz


def _answers(questions: Sequence[PaperQuestion], *, wrong: int, essay: str) -> Iterator[GivenAnswer]:
    """Right but for the first `wrong` questions; the essay is written by who has the rest right."""
    for number, question in enumerate(questions):
        is_right = number >= wrong
        if question.options:
            chosen = [option.id for option in question.options if option.is_right == is_right]
            yield {"question": question.id, "options": chosen[:1]}
        elif question.accepted:
            yield {"question": question.id, "text": question.accepted[0] if is_right else "?"}
        elif not wrong:
            yield {"question": question.id, "text": essay}
