package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.haetae.access.Permission;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Quote;
import org.haetae.casebook.Status;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;

/// Claims that cite an item, for its page.
final class Citing {
    private final Rooms rooms;
    private final Casebook casebook;
    private final Names names;

    Citing(Rooms rooms, Names names) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.names = names;
    }

    private record Cited(Claim claim, Citation citation, Found found) {
        Locator now() {
            return found instanceof Found.Moved(Locator.Passage to) ? to : citation.locator();
        }

        int page() {
            return switch (now()) {
                case Locator.Passage passage -> passage.page();
                case Locator.Region region -> region.page();
                case Locator.Stretch stretch -> 0;
            };
        }

        int start() {
            return now() instanceof Locator.Passage passage ? passage.start() : 0;
        }
    }

    /// Those that were not retracted, in the order of their places, for who may read claims.
    CitedText in(Visitor visitor, ItemId item, List<Text.Page> pages) {
        if (!visitor.may(Permission.READ_CLAIMS)) {
            return new CitedText(item, List.of(), List.of(), Map.of());
        }
        List<Claim> claims =
                casebook.citing(visitor.clearance(), item).stream()
                        .filter(claim -> claim.status() != Status.RETRACTED)
                        .toList();
        ClaimTellings tellings = new ClaimTellings(rooms, names, visitor, claims, List.of());
        List<Cited> citations = new ArrayList<>();
        for (Claim claim : claims) {
            for (Citation citation : claim.citations()) {
                if (citation.item().equals(item)) {
                    citations.add(new Cited(claim, citation, found(tellings, citation, pages)));
                }
            }
        }
        citations.sort(
                Comparator.comparingInt(Cited::page)
                        .thenComparingInt(Cited::start)
                        .thenComparingLong(cited -> cited.claim().position()));
        List<Sheet.Citing> rows = new ArrayList<>();
        List<CitedText.Cited> places = new ArrayList<>();
        Map<Integer, List<Sheet.Outline>> outlines = new HashMap<>();
        for (Cited cited : citations) {
            int number = rows.size() + 1;
            rows.add(row(number, cited, tellings));
            if (!(cited.found() instanceof Found.Gone)
                    && cited.now() instanceof Locator.Passage passage) {
                places.add(new CitedText.Cited(number, passage));
            }
            if (cited.found() instanceof Found.AsCited
                    && cited.now() instanceof Locator.Region region
                    && !region.isWhole()) {
                outlines.computeIfAbsent(region.page(), one -> new ArrayList<>())
                        .add(outline(number, region));
            }
        }
        return new CitedText(item, rows, places, outlines);
    }

    static Sheet.Outline outline(int number, Locator.Region region) {
        return new Sheet.Outline(
                number, region.left(), region.top(), region.width(), region.height());
    }

    private static Sheet.Citing row(int number, Cited cited, ClaimTellings tellings) {
        Claim claim = cited.claim();
        return new Sheet.Citing(
                number,
                claim.id().toString(),
                claim.entity().toString(),
                tellings.title(claim.entity()),
                tellings.label(claim),
                tellings.words(claim),
                claim.grade().code(),
                claim.status().word(),
                cited.found() instanceof Found.Gone
                        ? null
                        : ClaimTellings.address(cited.citation().item(), cited.now()),
                ClaimTellings.place(cited.now()),
                ClaimTellings.word(cited.found()));
    }

    /// The text is at hand here, and most words stand where they stood.
    private static Found found(ClaimTellings tellings, Citation citation, List<Text.Page> pages) {
        return citation.locator() instanceof Locator.Passage passage
                        && citation.quote()
                                .map(quote -> stands(pages, passage, quote))
                                .orElse(false)
                ? new Found.AsCited()
                : tellings.found(citation);
    }

    private static boolean stands(List<Text.Page> pages, Locator.Passage passage, Quote quote) {
        return pages.stream()
                .filter(page -> page.number() == passage.page())
                .map(Text.Page::text)
                .anyMatch(
                        text ->
                                passage.end() <= text.codePointCount(0, text.length())
                                        && text.startsWith(
                                                quote.exact(),
                                                text.offsetByCodePoints(0, passage.start())));
    }

    /// What a form before this page recorded; nothing when nobody comes from one.
    Sheet.@Nullable JustCited justCited(Visitor visitor, ItemId item, Map<String, String> saved) {
        if (!saved.containsKey("cited") || !visitor.may(Permission.RECORD_CLAIMS)) {
            return null;
        }
        try {
            EntityId id = EntityId.parse(TypedValue.field(saved, "cited"));
            long since = Long.parseLong(TypedValue.field(saved, "since"));
            Locator place =
                    Placing.of(saved).isPresent()
                            ? Placing.of(saved).flatMap(Placing::locator).orElseThrow()
                            : new Locator.Passage(
                                    CiteDesk.number(saved, "page", -1),
                                    CiteDesk.number(saved, "start", -1),
                                    CiteDesk.number(saved, "end", -1));
            return casebook.entity(visitor.clearance(), id)
                    .map(
                            entity ->
                                    new Sheet.JustCited(
                                            id.toString(),
                                            title(visitor, id),
                                            CiteDesk.address(item, place) + "&about=" + id,
                                            since < 0 ? 0 : others(visitor, entity, since)))
                    .orElse(null);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return null;
        }
    }

    private String title(Visitor visitor, EntityId id) {
        return casebook.titles(visitor.clearance(), List.of(id), visitor.language().locale())
                .of(id);
    }

    /// Claims that others recorded after a position.
    private static int others(Visitor visitor, Entity entity, long since) {
        return (int)
                entity.claims().stream()
                        .filter(claim -> claim.position() > since)
                        .filter(claim -> !claim.by().equals(visitor.clearance().actor()))
                        .count();
    }
}
