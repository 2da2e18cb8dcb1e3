"""A small tree of content without an error, for tests to break in one place at a time."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from elearn.content.library import load
from elearn.content.problems import Problem, Severity, errors
from elearn.domain.library import Catalogue

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>Four</title><desc>Four steps.</desc>'
    '<rect id="box" width="4" height="4" fill="none" stroke="currentColor"/></svg>'
)

FILES = {
    "modules/sources.yaml": """\
        - id: ainsworth-in-juffer-2009
          type: report
          title: VIPP handout for the ACAMH
          author: [{family: Juffer, given: Femmie}]
          issued: 2009
          URL: https://www.scribd.com/document/54313960/Juffer-et-al-2009-ACAMH-VIPP
        - id: bakermans-kranenburg-2003
          type: article-journal
          title: "Less is more: Meta-analyses"
          author:
            - {family: Bakermans-Kranenburg, given: Marian J.}
            - {family: van IJzendoorn, given: Marinus H.}
          issued: {date-parts: [[2003, 3]]}
          container-title: Psychological Bulletin
          DOI: 10.1037/0033-2909.129.2.195
          abstract: Passed over.
        """,
    "modules/glossary.yaml": """\
        cue: A sign a baby gives, on purpose or not.
        sensitivity: Noticing a baby's signals, reading them rightly, and answering soon and fittingly.
        """,
    "modules/errata.yaml": """\
        "1": {verdict: corrected, claims: [programmes-raise-security]}
        "2": {verdict: stands}
        """,
    "modules/claims/sensitivity.yaml": """\
        sensitivity-four-parts:
          says: Sensitivity is to notice the signal, to read it rightly, and to respond promptly and fittingly.
          source: ainsworth-in-juffer-2009
          design: definition
          status: checked
          checked: 2026-11-22

        programmes-raise-security:
          says: Programmes raised attachment security by about a fifth of a standard deviation.
          source: bakermans-kranenburg-2003
          seen: abstract
          design: meta-analysis
          size: 70 studies
          effect: d = 0.20 (randomised)
          about: [video-feedback]
          status: corrected
          review: An effect size of 0.19 for attachment.
          checked: 2026-11-22
          say:
            parent: Help of this kind usually makes it a little easier.
            commissioner: Randomised studies show a modest gain.

        moderate-number-of-sessions:
          says: A moderate number of sessions did best.
          source: bakermans-kranenburg-2003
          design: meta-analysis
          status: contested
          sides:
            - {says: Five or fewer sessions are best., source: ainsworth-in-juffer-2009}
            - {says: "A moderate number, with a clear focus.", source: bakermans-kranenburg-2003}
          checked: 2026-11-22
        """,
    "modules/parental-sensitivity/module.md": """\
        ---
        title: Parental sensitivity
        summary: What a sensitive moment looks like.
        level: practitioner
        audience: [trainee, supervisor]
        quiz: parental-sensitivity
        revised: 2026-11-22
        objectives:
          spot-the-four-parts: Spot the four parts of a sensitive response.
          see-repair: Tell a rupture from a repair.
        ---
        You already watch babies well.
        """,
    "modules/parental-sensitivity/01-a-sensitive-moment.md": """\
        ---
        title: A sensitive moment
        minutes: 8
        objectives: [spot-the-four-parts]
        ---
        ::: scene
        Ada goes still. He waits.
        :::

        ## Four parts

        Ainsworth described four parts: noticed, read rightly,
        and answered [@sensitivity-four-parts]. The [[cue]] here is tiny;
        it was *hers*. See [the repair](/parental-sensitivity/when-it-goes-wrong#repair).

        ![The four parts, in order](four-parts.svg "Notice, read, answer soon, answer to fit.")

        ::: supports
        Programmes raised [[sensitivity|parental sensitivity]] a little [@programmes-raise-security].
        :::

        ::: does-not-show
        That a magic number of sessions exists [@moderate-number-of-sessions] [@sensitivity-four-parts].
        :::

        ::: recall why-waiting
        Why was the father's waiting an *answer*?
        :::

        ::: answer
        He let her finish.
        :::

        ::: note
        A word beside the text.
        :::

        ::: in-short
        - Notice, read, answer soon, answer to fit.
        - Waiting can be the answer.
        :::
        """,
    "modules/parental-sensitivity/02-when-it-goes-wrong.md": """\
        ---
        title: When it goes wrong
        minutes: 6
        objectives: [see-repair]
        ---
        ## Repair

        She looks at him again, see [above](#repair) and [the site](https://example.org/).
        """,
    "modules/parental-sensitivity/four-parts.svg": SVG,
    "modules/parental-sensitivity/a-look.clip.yaml": """\
        title: A look
        summary: He looks, and is answered.
        length: 45 s
        use: practice
        setting: rug
        scene: Kim lies in a cushion. Ana sits before him.
        toy: star
        people:
          baby: {name: Kim, is: a boy of five months, months: 5, skin: olive, hair: ink, head: tuft, wears: sky}
          adult: {name: Ana, is: his grandmother, role: grandmother, skin: olive, hair: silver, head: bob, wears: plum}
        beats:
          0:00:
            baby: {gaze: hands, face: calm, hands: together, body: easy}
            adult: {gaze: baby, face: soft, hands: lap, distance: easy}
            toy: down
            seen: Kim looks at his fingers. Ana watches.
          0:04.4:
            baby: {gaze: adult}
            hear: {from: baby, how: coo, words: a-goo, for: 1.1 s}
            seen: Kim looks up and makes a sound.
          0:06.8:
            adult: {face: smile, head: nod}
            hear: {from: adult, how: soft, words: A-goo., for: 2 s}
            seen: Ana nods and answers.
          0:20:
            sound: {words: rain, for: 1 s}
            seen: It begins to rain.
        key:
          first-hello:
            kind: initiative
            at: 0:04.4
            window: 0:03.2 to 0:05.4
            shows: [baby.gaze, baby.voice]
            why: He looks at her.
            missed: It is small.
          answered:
            kind: receives
            at: 0:06.8
            window: 0:05.6 to 0:09.0
            needed: false
            shows: [adult.face, adult.voice]
            why: She answers him.
        agreed: {by: "one reader, who wrote it", readers: 1}
        tempting:
          a-turn:
            kind: [attuned-turn]
            window: 0:04.0 to 0:09.0
            why: It takes two turns.
        not-shown: Breath.
        """,
    "quizzes/parental-sensitivity.yaml": """\
        title: Parental sensitivity
        module: parental-sensitivity
        pass: 80%

        questions:

          still-and-looking:
            kind: single
            objective: spot-the-four-parts
            ask: What comes first in a sensitive response?
            options:
              notice: He notices that the sound was meant for him.
              louder:
                text: He makes a bigger, funnier face.
                wrong: Tempting, since a show often wins a smile; but it answers our wish.
            answer: notice
            why: Nothing can be read or answered that was not noticed.
            claims: [sensitivity-four-parts]
            read: parental-sensitivity/a-sensitive-moment#four-parts

          which-are-cues:
            kind: multiple
            objective: spot-the-four-parts
            ask: Which of these may be cues from the baby?
            options:
              turns-away: She turns her head away.
              hiccup: She hiccups and frowns.
              phone: {text: Her mother's phone lights up., wrong: It is not hers.}
            answer: [turns-away, hiccup]
            credit: each
            why: A cue need not be meant.
            claims: [sensitivity-four-parts]
            read: parental-sensitivity/a-sensitive-moment

          waiting-is-nothing:
            kind: true-false
            objective: spot-the-four-parts
            ask: A parent who waits is not responding.
            answer: false
            wrong: Tempting, since nothing is done.
            why: Waiting can be the fitting answer.
            claims: [sensitivity-four-parts]
            read: parental-sensitivity/a-sensitive-moment

          parts-and-moments:
            kind: matching
            objective: spot-the-four-parts
            ask: Match each moment with the part it shows best.
            pairs:
              sees: {text: "\\"She went quiet just then.\\"", match: noticing}
              fits: {text: He lowers his voice., match: fitting answer}
            extra: [praising]
            wrong: Ask of each moment what it takes in.
            credit: each
            why: They are different skills.
            claims: [sensitivity-four-parts]
            read: parental-sensitivity/a-sensitive-moment#four-parts

          order-of-repair:
            kind: ordering
            objective: see-repair
            ask: Put the repair in order.
            order:
              turns: The baby turns away.
              stops: The father stops and leans back.
              returns: She looks at him again.
            wrong: Look for who is waiting for whom.
            why: The pause hands her the lead.
            claims: [sensitivity-four-parts]
            read: parental-sensitivity/when-it-goes-wrong#repair

          how-large:
            kind: numeric
            objective: see-repair
            ask: How large was the effect on security (d)?
            answer: 0.20
            within: 0.005
            unit: d
            wrong:
              0.33: That is the effect on sensitivity, from the same paper.
              otherwise: A fifth of a standard deviation.
            why: d = 0.20 for security, randomised studies only.
            claims: [programmes-raise-security]
            read: parental-sensitivity/a-sensitive-moment#four-parts
        """,
}

LESSON = "modules/parental-sensitivity/01-a-sensitive-moment.md"
MODULE = "modules/parental-sensitivity/module.md"
CLAIMS = "modules/claims/sensitivity.yaml"
QUIZ = "quizzes/parental-sensitivity.yaml"
CLIP = "modules/parental-sensitivity/a-look.clip.yaml"


@dataclass(frozen=True)
class Tree:
    """Folders `modules` and `quizzes` below a temporary one."""

    root: Path

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        before = self.read(path)
        assert old in before, f"{old!r} is not in {path}"
        self.write(path, before.replace(old, new, 1))

    def line(self, path: str, beginning: str) -> int:
        """The first line that begins, after its spaces, with these words."""
        lines = self.read(path).split("\n")
        return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(beginning))

    def problems(self) -> list[str]:
        """The errors; a tree as small as this one is full of warnings."""
        return [str(problem) for problem in errors(self._load()[1])]

    def warnings(self) -> list[str]:
        return [str(each) for each in self._load()[1] if each.severity is Severity.WARNING]

    def catalogue(self) -> Catalogue:
        catalogue, problems = self._load()
        assert errors(problems) == ()
        return catalogue

    def _load(self) -> tuple[Catalogue, tuple[Problem, ...]]:
        return load(self.root / "modules", self.root / "quizzes")


def sound(folder: Path) -> Tree:
    """A small tree of content without a mistake, in this folder."""
    made = Tree(folder)
    for path, text in FILES.items():
        made.write(path, dedent(text))
    return made
