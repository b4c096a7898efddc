package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.casebook.EntityId;
import org.haetae.designations.Designations;
import org.haetae.designations.KeptScreens;
import org.haetae.designations.KeptVersion;
import org.haetae.ledger.Act;
import org.haetae.resolve.Judgements;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.PeopleTable;
import org.haetae.sanctions.Screen.Answer;
import org.haetae.sanctions.Screen.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// Who on the lists somebody could be: one name, or a table of people. Nothing of what is asked is
/// kept.
@Controller
final class ScreeningDesk {
    private static final int MOST_ROWS = 500;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_HITS = 5;

    private final KeptScreens screens;
    private final Designations designations;
    private final Multipart multipart;
    private final Acts acts;

    ScreeningDesk(
            Rooms rooms,
            KeptScreens screens,
            Judgements judgements,
            Multipart multipart,
            Acts acts) {
        this.screens = screens;
        this.designations = new Designations(rooms.casebook(), judgements);
        this.multipart = multipart;
        this.acts = acts;
    }

    @GetMapping("/screening")
    @Needs(Permission.SEARCH)
    org.haetae.web.Answer form(Visitor visitor) {
        return sheet(visitor, Map.of(), null, null, 0);
    }

    @PostMapping("/screening")
    @Needs(Permission.SEARCH)
    org.haetae.web.Answer screen(HttpServletRequest request, Visitor visitor) throws IOException {
        var form = new HashMap<String, String>();
        multipart.read(
                request,
                new Multipart.Parts() {
                    @Override
                    public void field(String name, String value) {
                        form.put(name, value.strip());
                    }

                    @Override
                    public void file(String field, String name, InputStream content)
                            throws IOException {
                        var bytes = content.readNBytes(MOST_BYTES + 1);
                        form.put(
                                "file",
                                bytes.length > MOST_BYTES
                                        ? ""
                                        : new String(bytes, StandardCharsets.UTF_8)
                                                .replaceFirst("^\ufeff", ""));
                    }
                });
        var table = form.getOrDefault("file", form.getOrDefault("people", ""));
        if (table.isEmpty() && form.getOrDefault("name", "").isEmpty()) {
            return refused(
                    visitor,
                    form,
                    form.containsKey("file") ? "screening.wrong.table" : "screening.wrong.nothing",
                    0);
        }
        List<PeopleTable.Asked> asked;
        try {
            asked =
                    table.isEmpty()
                            ? List.of(new PeopleTable.Asked(1, question(form)))
                            : PeopleTable.read(
                                    new StringReader(table), Optional.empty(), MOST_ROWS);
        } catch (PeopleTable.Unreadable e) {
            return refused(
                    visitor,
                    form,
                    e.row() == 0 ? "screening.wrong.table" : "screening.wrong.row",
                    e.row());
        } catch (IllegalArgumentException e) {
            return refused(visitor, form, "screening.wrong.one", 0);
        }
        acts.record(visitor, Act.SEARCHED, UUID.randomUUID());
        return sheet(visitor, form, rows(visitor, asked, table.isEmpty()), null, 0);
    }

    private static Question question(Map<String, String> form) {
        return PeopleTable.question(
                form.getOrDefault("name", ""),
                typed(form, "kind"),
                Optional.empty(),
                typed(form, "born"),
                typed(form, "nationality").map(List::of).orElse(List.of()));
    }

    private static Optional<String> typed(Map<String, String> form, String field) {
        return Optional.ofNullable(form.get(field)).filter(text -> !text.isEmpty());
    }

    private org.haetae.web.Answer refused(
            Visitor visitor, Map<String, String> form, String problem, int row) {
        return new org.haetae.web.Answer.WithStatus(422, sheet(visitor, form, null, problem, row));
    }

    private Sheet sheet(
            Visitor visitor,
            Map<String, String> form,
            @Nullable List<Sheet.ScreenedRow> rows,
            @Nullable String problem,
            int wrong) {
        return new Sheet.Screening(
                form.getOrDefault("name", ""),
                form.getOrDefault("kind", ""),
                form.getOrDefault("born", ""),
                form.getOrDefault("nationality", ""),
                form.getOrDefault("people", ""),
                screens.versions(visitor.clearance()).stream()
                        .map(version -> list(visitor, version))
                        .toList(),
                rows,
                problem,
                wrong);
    }

    private static String list(Visitor visitor, KeptVersion version) {
        return DesignationDesk.name(visitor, version.keeper())
                + (version.dated().isEmpty() ? "" : " " + version.dated());
    }

    private record Hit(KeptScreens.Listed list, Answer answer) {}

    /// Of a table those alone whom somebody should look at.
    private List<Sheet.ScreenedRow> rows(
            Visitor visitor, List<PeopleTable.Asked> asked, boolean all) throws IOException {
        var lists = screens.latest(visitor.clearance(), EnumSet.allOf(ListKeeper.class));
        var rows = new ArrayList<Sheet.ScreenedRow>();
        for (var one : asked) {
            var hits =
                    lists.stream()
                            .flatMap(
                                    list ->
                                            hits(list, one.question())
                                                    .filter(hit -> all || hit.answer().toReview()))
                            .sorted(Comparator.comparingDouble(hit -> -hit.answer().score()))
                            .limit(MOST_HITS)
                            .map(hit -> row(visitor, hit))
                            .toList();
            rows.add(new Sheet.ScreenedRow(one.row(), one.question().name(), hits));
        }
        return rows;
    }

    private static Stream<Hit> hits(KeptScreens.Listed list, Question question) {
        return list.screen().ask(question, MOST_HITS).stream().map(answer -> new Hit(list, answer));
    }

    private Sheet.ScreenedHit row(Visitor visitor, Hit hit) {
        var answer = hit.answer();
        var keeper = hit.list().version().keeper();
        return new Sheet.ScreenedHit(
                "%.2f".formatted(answer.score()),
                answer.toReview(),
                DesignationDesk.name(visitor, keeper),
                answer.entry().number(),
                answer.entry().caption(),
                answer.listed().text(),
                answer.name()
                        .explanation()
                        .sentence(
                                switch (visitor.language()) {
                                    case EN -> org.haetae.names.Language.ENGLISH;
                                    case KO -> org.haetae.names.Language.KOREAN;
                                }),
                answer.born().name().toLowerCase(Locale.ROOT),
                answer.nationality().name().toLowerCase(Locale.ROOT),
                visitor.may(Permission.READ_CLAIMS)
                        ? designations
                                .of(visitor.clearance(), keeper, answer.entry())
                                .map(EntityId::toString)
                                .orElse(null)
                        : null);
    }
}
