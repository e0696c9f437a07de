"""Teachers' own domains: served like the school's name, and certificates for nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tenants.hosts import MAX_UNKNOWN, forget_hosts
from tenants.models import Domain, Tenant
from tests.client import Api

OWN = "school.example"


@pytest.fixture
def own_domain(alpha):
    Domain.objects.create(tenant_id=alpha.id, domain=OWN, verified_at=timezone.now())
    Domain.objects.create(tenant_id=alpha.id, domain="waiting.example")
    forget_hosts()
    return OWN


def ask(domain, *, address="127.0.0.1", **headers):
    client = Client(REMOTE_ADDR=address, headers={"host": "web:8000", **headers})
    return client.get("/tls/allowed", {"domain": domain}).status_code


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/sign-up/", "/teach/sign-in/", "/api/v1/", "/looks.css"])
def test_verified_domain_answers_as_the_school(own_domain, path):
    assert Api(host=own_domain).get(path, status=200)


@pytest.mark.parametrize("host", ["school.example:8443", "SCHOOL.example", "school.example."])
def test_spellings_of_a_verified_domain_are_the_school(own_domain, host):
    assert Api(host=host).get("/sign-in/").context["request"].school.username == "alice"


@pytest.mark.parametrize(
    "host", ["waiting.example", "www.school.example", "example", "school.example.evil.example", "web:8000"]
)
def test_other_domains_are_a_plain_404(own_domain, host):
    answer = Client(headers={"host": host}).get("/sign-in/")
    assert (answer.status_code, answer.content) == (404, b"404 Not Found\n")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_forms_work_and_links_stay_on_the_own_domain(own_domain):
    origin = {"HTTP_ORIGIN": f"http://{own_domain}"}
    answer = Api(host=own_domain).post("/api/v1/logout/", status=400, **origin)
    assert answer.json()["detail"] == "No refresh token found"
    foreign = Api(host=own_domain).post("/api/v1/logout/", status=403, HTTP_ORIGIN="http://alice.edupro.test")
    assert foreign.json() == {"detail": "Cross-site request refused."}
    assert Api(host=own_domain).get("/api/v1/").json()[0].startswith(f"http://{own_domain}/api/v1/")


def test_forwarded_host_is_not_believed(own_domain):
    headers = {"host": "edupro.test", "x-forwarded-host": own_domain}
    assert Client(headers=headers).get("/").wsgi_request.school is None


def test_certificate_for_a_verified_domain(own_domain):
    assert ask(own_domain) == 200
    assert ask(own_domain, address="172.18.0.5") == 200
    assert ask(own_domain, address="::1") == 200


def test_certificate_also_while_the_school_is_suspended(own_domain, alpha):
    Tenant.objects.filter(pk=alpha.id).update(state="suspended")
    forget_hosts()
    assert ask(own_domain) == 200


@pytest.mark.parametrize(
    "domain",
    [
        *("", "waiting.example", "www.school.example", "evil.example", "edupro.test", "www.edupro.test"),
        *("alice.edupro.test", "nobody.edupro.test", "a.alice.edupro.test", "school.example:443"),
        *(
            " school.example",
            "school.example.",
            "SCHOOL.EXAMPLE",
            "school.example\0",
            "*.example",
            "127.0.0.1",
        ),
        *("127.0.0.1", "[::1]", "x" * 300, "school.example/x", "xn--school-9ua.example", "id:00000000"),
    ],
)
def test_no_certificate_for_anything_else(own_domain, domain):
    assert ask(domain) == 404


def test_a_domain_under_the_platform_gets_none_even_as_a_row(alpha):
    Domain.objects.create(tenant_id=alpha.id, domain="login.edupro.test", verified_at=timezone.now())
    forget_hosts()
    assert ask("login.edupro.test") == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"x-real-ip": "127.0.0.1"},
        {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
    ],
)
def test_question_that_came_through_the_proxy_is_not_answered(own_domain, headers):
    assert ask(own_domain, **headers) == 404


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "", "unix"])
def test_question_from_outside_is_not_answered(own_domain, address):
    assert ask(own_domain, address=address) == 404


def test_question_changes_nothing_by_post(own_domain):
    assert Client().post("/tls/allowed", {"domain": own_domain}).status_code == 405


def test_many_random_names_get_nothing_and_are_forgotten(own_domain):
    from tenants import hosts

    asked = 3_000
    assert sum(ask(f"x{number}.random.example") == 200 for number in range(asked)) == 0
    assert len(hosts._map._unknown) == MAX_UNKNOWN < asked
    assert ask(own_domain) == 200
