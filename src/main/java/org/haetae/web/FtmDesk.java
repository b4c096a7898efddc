package org.haetae.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.Grade;
import org.haetae.exchange.FtmImport;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Entities of FollowTheMoney that were taken in, on their way into the casebook: what would become
/// of each line, and then the same for real.
@Controller
final class FtmDesk {
    private final Casebook casebook;
    private final Archive archive;
    private final Renditions renditions;

    FtmDesk(Rooms rooms) {
        this.casebook = rooms.casebook();
        this.archive = rooms.archive();
        this.renditions = rooms.renditions();
    }

    /// @param lines those that are not empty
    private record Given(Item item, Text text, long lines) {}

    /// What became of it.
    private record Taken(List<ClaimIntake.Outcome> outcomes, Map<String, Long> left) {
        static final Taken NOTHING = new Taken(List.of(), Map.of());
    }

    @GetMapping("/items/{id}/ftm")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(@PathVariable UUID id, Visitor visitor) throws IOException {
        return sheet(given(visitor, id), new Sheet.GradeField("F", "6", ""), Taken.NOTHING, null);
    }

    @PostMapping("/items/{id}/ftm")
    @Needs(Permission.RECORD_CLAIMS)
    Answer take(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor)
            throws IOException {
        Given given = given(visitor, id);
        Sheet.GradeField typed =
                new Sheet.GradeField(
                        TypedValue.field(form, "reliability"),
                        TypedValue.field(form, "credibility"),
                        TypedValue.field(form, "grade-reason"));
        Optional<Grade> grade = grade(typed);
        if (grade.isEmpty()) {
            return new Answer.WithStatus(
                    422, sheet(given, typed, Taken.NOTHING, "import.ftm.grade"));
        }
        if (given.lines() > TableDesk.MOST_ROWS || given.lines() == 0) {
            return new Answer.WithStatus(422, sheet(given, typed, Taken.NOTHING, null));
        }
        List<ClaimIntake.Outcome> outcomes = new ArrayList<>();
        Map<String, Long> left =
                new FtmImport(
                                casebook,
                                visitor.clearance(),
                                given.item().id(),
                                grade.get(),
                                !TypedValue.field(form, "do").equals("record"),
                                outcomes::add)
                        .read(given.text());
        if (TypedValue.field(form, "do").equals("outcomes")) {
            return TableDesk.file(id, outcomes);
        }
        return sheet(given, typed, new Taken(outcomes, left), null);
    }

    private static Optional<Grade> grade(Sheet.GradeField typed) {
        try {
            return Optional.of(Grade.of(typed.reliability() + typed.credibility(), typed.reason()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Given given(Visitor visitor, UUID id) throws IOException {
        Item item = archive.item(visitor.clearance(), new ItemId(id)).orElseThrow(NotHere::new);
        Text text = renditions.text(item.id()).orElseGet(() -> new Text(List.of(), Map.of()));
        boolean readable = text.pages().stream().anyMatch(page -> FtmImport.mayRead(page.text()));
        long lines =
                text.pages().stream()
                        .flatMap(page -> page.text().lines())
                        .filter(line -> !line.isBlank())
                        .count();
        return new Given(item, text, readable ? lines : 0);
    }

    private Sheet sheet(
            Given given, Sheet.GradeField grade, Taken taken, @Nullable String problem) {
        return new Sheet.ImportedEntities(
                given.item().id().toString(),
                Tellings.name(given.item()),
                given.lines(),
                grade,
                TableDesk.counts(taken.outcomes()),
                TableDesk.told(taken.outcomes()),
                taken.outcomes().size() > TableDesk.MOST_TOLD,
                taken.left().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> new Sheet.Count(one.getKey(), one.getValue()))
                        .toList(),
                given.lines() == 0
                        ? "import.ftm.none"
                        : given.lines() > TableDesk.MOST_ROWS ? "import.ftm.many" : problem);
    }
}
