package org.haetae.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.casebook.Locator;
import org.haetae.report.Redaction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae redact`.
@Command(
        name = "redact",
        header = "Keeps parts of exhibits out of dossiers.",
        description = {
            "Says what dossiers of a case do not show of an item: part of a page image, or words of"
                    + " a page. The item stays",
            "as it is; without --region, --words-file and --lift the redactions of the case are"
                    + " listed."
        },
        mixinStandardHelpOptions = true)
final class RedactCommand extends Deed {

    @Parameters(index = "0", paramLabel = "CASE", description = "id of the case")
    private String inCase = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ITEM", description = "id of the item")
    private @Nullable String item;

    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "from 1")
    private int page = 1;

    @Option(
            names = "--region",
            paramLabel = "L,T,W,H",
            description =
                    "left, top, width and height of the part, in percent of the page image;"
                            + " 0,0,100,100 is the whole page")
    private @Nullable String region;

    @Option(
            names = "--words-file",
            paramLabel = "FILE",
            description =
                    "file with the words, each time that they stand on the page; - is standard"
                            + " input")
    private @Nullable Path words;

    @Option(
            names = "--ground",
            paramLabel = "GROUND",
            defaultValue = "identity",
            description = "identity, safety, privilege or private-life (default: ${DEFAULT-VALUE})")
    private String ground = "identity";

    @Option(names = "--lift", paramLabel = "ID", description = "shows it again")
    private @Nullable String lift;

    RedactCommand(Rooms.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void done(Rooms rooms) throws IOException {
        var by = Console.clearance(rooms);
        var file =
                ExportDossierCommand.cases(rooms)
                        .open(by, new CaseId(Typed.id(inCase)))
                        .orElseThrow(() -> new Misuse("there is no case of this id"));
        var redactions = ExportDossierCommand.dossiers(rooms).redactions();
        try {
            if (lift != null) {
                tell(told(redactions.lift(by, file, Typed.id(lift))));
            } else if (region == null && words == null) {
                redactions
                        .of(by, file)
                        .values()
                        .forEach(some -> some.forEach(one -> tell(told(one))));
            } else {
                for (var place : places(rooms, by, file)) {
                    tell(told(redactions.redact(by, file, item(), place, ground(ground))));
                }
            }
        } catch (NoSuchElementException e) {
            throw new Misuse("not redacted: " + e.getMessage());
        }
    }

    private ItemId item() {
        if (item == null) {
            throw new Misuse("say of which item");
        }
        return new ItemId(Typed.id(item));
    }

    private List<? extends Locator> places(Rooms rooms, Clearance by, CaseFile file)
            throws IOException {
        if (region != null) {
            return List.of(region(region));
        }
        var path = java.util.Objects.requireNonNull(words);
        var quote =
                path.toString().equals("-")
                        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        : Files.readString(path);
        var places = rooms.casebook().saying(by, item(), quote.strip(), Optional.of(page));
        if (places.isEmpty()) {
            throw new Misuse("page %d of the item does not have these words".formatted(page));
        }
        return places;
    }

    private Locator region(String text) {
        try {
            var parts =
                    Arrays.stream(text.split(","))
                            .map(one -> new BigDecimal(one.strip()).movePointRight(2))
                            .map(BigDecimal::intValueExact)
                            .toList();
            return new Locator.Region(page, parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Misuse(
                    "--region: \"%s\"; expected left, top, width and height in percent, such as 10,20,30.5,5"
                            .formatted(text));
        }
    }

    private static Redaction.Ground ground(String word) {
        return Arrays.stream(Redaction.Ground.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "--ground: there is no ground \"%s\"; expected identity, safety, privilege or private-life"
                                                .formatted(word)));
    }

    private static Map<String, Object> told(Redaction redaction) {
        var row = new LinkedHashMap<String, Object>();
        row.put("redaction", redaction.id().toString());
        row.put("item", redaction.item().toString());
        switch (redaction.place()) {
            case Locator.Passage(int on, int start, int end) -> {
                row.put("page", on);
                row.put("start", start);
                row.put("end", end);
            }
            case Locator.Region(int on, int left, int top, int width, int height) -> {
                row.put("page", on);
                row.put("region", List.of(left, top, width, height));
            }
            case Locator.Stretch _ -> {}
        }
        row.put("ground", redaction.ground().word());
        row.put("lifted", redaction.lifted());
        return row;
    }
}
