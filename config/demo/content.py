"""What the two sample schools hold: one speaks Arabic, one English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PASSWORD = "sample-Pass-2026"
"""The password of every sample person; printed by the demo, never made outside it."""


@dataclass(frozen=True)
class SampleLesson:
    title: str
    description: str
    video: str = ""
    """File name in `deploy/demo`, or empty for a lesson of text."""
    is_free: bool = False


@dataclass(frozen=True)
class SampleModule:
    title: str
    price: Decimal
    lessons: tuple[SampleLesson, ...]


@dataclass(frozen=True)
class SampleCourse:
    title: str
    description: str
    category: str
    price: Decimal
    modules: tuple[SampleModule, ...]
    is_free: bool = False
    is_published: bool = True


@dataclass(frozen=True)
class SampleSchool:
    username: str
    language: str
    first_name: str
    last_name: str
    email: str
    phone: str
    subject: str
    bio: str
    colours: tuple[str, str, str, str, str, str]
    """primary, light, dark, secondary, accent, background"""
    courses: tuple[SampleCourse, ...]
    students: tuple[tuple[str, str], ...]
    batch_label: str


CATEGORIES = (
    ("Mathematics", "الرياضيات"),
    ("Physics", "الفيزياء"),
    ("Chemistry", "الكيمياء"),
    ("Biology", "الأحياء"),
    ("Languages", "اللغات"),
    ("Programming", "البرمجة"),
)

_ARABIC_COURSES = (
    SampleCourse(
        title="الجبر للصف الأول الثانوي (عينة)",
        description="من حل المعادلات إلى رسم الدوال، خطوة خطوة، مع تمارين. هذا المقرر عينة للتجربة.",
        category="Mathematics",
        price=Decimal("150.00"),
        modules=(
            SampleModule(
                "المعادلات التربيعية",
                Decimal("60.00"),
                (
                    SampleLesson(
                        "ما المعادلة التربيعية؟", "نتعرف على شكل المعادلة ومعاملاتها.", "sample.mp4", True
                    ),
                    SampleLesson("الحل بالتحليل", "نحلل المقدار إلى عاملين ونقرأ الحلين.", "sample2.mp4"),
                    SampleLesson("القانون العام", "متى نستخدمه، وكيف نتحقق من الناتج."),
                ),
            ),
            SampleModule(
                "الدوال ورسمها",
                Decimal("60.00"),
                (
                    SampleLesson("معنى الدالة", "المجال والمدى بأمثلة من الحياة.", "sample.mp4"),
                    SampleLesson("رسم القطع المكافئ", "الرأس ومحور التماثل ونقطتا التقاطع.", "sample2.mp4"),
                ),
            ),
        ),
    ),
    SampleCourse(
        title="مراجعة الهندسة (عينة)",
        description="أهم النظريات في المثلث والدائرة مع رسوم توضيحية.",
        category="Mathematics",
        price=Decimal("100.00"),
        modules=(
            SampleModule(
                "المثلث",
                Decimal("50.00"),
                (
                    SampleLesson("تطابق المثلثات", "حالات التطابق الأربع.", "sample.mp4"),
                    SampleLesson("تشابه المثلثات", "النسب والمساحات."),
                ),
            ),
        ),
    ),
    SampleCourse(
        title="ابدأ من هنا: كيف تذاكر الرياضيات (عينة)",
        description="مقرر مجاني قصير عن تنظيم الوقت وكتابة الحل.",
        category="Mathematics",
        price=Decimal("0.00"),
        is_free=True,
        modules=(
            SampleModule(
                "قبل أن تبدأ",
                Decimal("0.00"),
                (SampleLesson("خطة أسبوع", "جدول بسيط يمكن الالتزام به.", "sample2.mp4"),),
            ),
        ),
    ),
)

_ENGLISH_COURSES = (
    SampleCourse(
        title="Mechanics for beginners (sample)",
        description="Motion, force and energy from first ideas to exam questions. This course is a sample.",
        category="Physics",
        price=Decimal("150.00"),
        modules=(
            SampleModule(
                "Motion in a line",
                Decimal("60.00"),
                (
                    SampleLesson(
                        "Speed and velocity", "What a speedometer does not tell.", "sample.mp4", True
                    ),
                    SampleLesson(
                        "Reading motion graphs", "Slope, area, and the mistakes of both.", "sample2.mp4"
                    ),
                    SampleLesson("Worked problems", "Six problems, each solved in two ways."),
                ),
            ),
            SampleModule(
                "Forces",
                Decimal("60.00"),
                (
                    SampleLesson("Drawing free-body diagrams", "One body, all its forces.", "sample.mp4"),
                    SampleLesson("Friction", "Why it points where it points.", "sample2.mp4"),
                ),
            ),
        ),
    ),
    SampleCourse(
        title="Light and lenses (sample)",
        description="Rays, mirrors and lenses with drawings you can repeat on paper.",
        category="Physics",
        price=Decimal("100.00"),
        modules=(
            SampleModule(
                "Reflection",
                Decimal("50.00"),
                (
                    SampleLesson("Plane mirrors", "Where the image is.", "sample.mp4"),
                    SampleLesson("Curved mirrors", "Three rays are enough."),
                ),
            ),
        ),
    ),
    SampleCourse(
        title="Start here: how to study physics (sample)",
        description="A short free course on units, estimates and notebooks.",
        category="Physics",
        price=Decimal("0.00"),
        is_free=True,
        modules=(
            SampleModule(
                "Before you start",
                Decimal("0.00"),
                (
                    SampleLesson(
                        "Units that keep you safe", "Check the units before the numbers.", "sample2.mp4"
                    ),
                ),
            ),
        ),
    ),
)

SCHOOLS = (
    SampleSchool(
        username="nour",
        language="ar",
        first_name="نور",
        last_name="المثال",
        email="teacher@nour.example",
        phone="+201000000101",
        subject="الرياضيات للمرحلة الثانوية",
        bio="مدرسة عينة لتجربة المنصة. الأسماء والمقررات هنا مخترعة كلها.",
        colours=("#0f766e", "#99f6e4", "#134e4a", "#f59e0b", "#be123c", "#fffdf8"),
        courses=_ARABIC_COURSES,
        students=tuple(
            (f"طالب {n}", "تجريبي") for n in ("أول", "ثانٍ", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن")
        ),
        batch_label="دفعة عينة للطباعة",
    ),
    SampleSchool(
        username="oakfield",
        language="en",
        first_name="Oak",
        last_name="Example",
        email="teacher@oakfield.example",
        phone="+201000000201",
        subject="Physics, grades 10 to 12",
        bio="A sample school for trying the platform. Every name and course in it is invented.",
        colours=("#1d4ed8", "#bfdbfe", "#1e3a8a", "#ea580c", "#047857", "#ffffff"),
        courses=_ENGLISH_COURSES,
        students=tuple(
            (f"Sample {n}", "Student")
            for n in ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
        ),
        batch_label="Sample batch for printing",
    ),
)
