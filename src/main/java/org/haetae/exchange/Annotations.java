package org.haetae.exchange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Quote;
import tools.jackson.databind.JsonNode;

/// Citations in the words of the W3C Web Annotation Data Model (Recommendation of 23 February
/// 2017): places as selectors (4.2), sources as specific resources (4), and back again.
///
/// A place in a text is a fragment `page=` refined by a `TextPositionSelector`, which counts
/// characters in Unicode code points from 0 (4.2.5), and beside it a `TextQuoteSelector` (4.2.4).
/// Parts of page images and stretches of recordings are media fragments.
final class Annotations {

    static final String CONTEXT = "http://www.w3.org/ns/anno.jsonld";

    private static final String PAGES = "http://tools.ietf.org/rfc/rfc3778";
    private static final String MEDIA = "http://www.w3.org/TR/media-frags/";
    private static final Pattern PAGE = Pattern.compile("page=(\\d{1,9})");
    private static final Pattern BOX =
            Pattern.compile(
                    "xywh=percent:(\\d+(?:\\.\\d+)?),(\\d+(?:\\.\\d+)?),(\\d+(?:\\.\\d+)?),(\\d+(?:\\.\\d+)?)");
    private static final Pattern TIME =
            Pattern.compile("t=(\\d+(?:\\.\\d{1,3})?),(\\d+(?:\\.\\d{1,3})?)");

    private Annotations() {}

    // ---- out

    /// @param sha256 of the item's bytes, in hexadecimal; absent where it is not known
    /// @param at when the words were found there
    static Map<String, Object> target(Citation citation, Optional<String> sha256, String at) {
        var source = new LinkedHashMap<String, Object>();
        source.put("id", "urn:uuid:" + citation.item());
        sha256.ifPresent(digest -> source.put("canonical", named(digest)));
        var target = new LinkedHashMap<String, Object>();
        target.put("type", "SpecificResource");
        target.put("source", source);
        target.put("state", map("type", "TimeState", "sourceDate", at));
        var selectors = new ArrayList<Map<String, Object>>();
        selectors.add(selector(citation.locator()));
        citation.quote().map(Annotations::selector).ifPresent(selectors::add);
        target.put("selector", selectors);
        return target;
    }

    private static Map<String, Object> selector(Locator locator) {
        return switch (locator) {
            case Locator.Passage(int page, int start, int end) ->
                    page(page, map("type", "TextPositionSelector", "start", start, "end", end));
            case Locator.Region(int page, int left, int top, int width, int height) ->
                    page(
                            page,
                            fragment(
                                    MEDIA,
                                    "xywh=percent:%s,%s,%s,%s"
                                            .formatted(
                                                    Locator.Region.percent(left),
                                                    Locator.Region.percent(top),
                                                    Locator.Region.percent(width),
                                                    Locator.Region.percent(height))));
            case Locator.Stretch(long start, long end) ->
                    fragment(MEDIA, "t=%s,%s".formatted(seconds(start), seconds(end)));
        };
    }

    private static Map<String, Object> selector(Quote quote) {
        return map(
                "type",
                "TextQuoteSelector",
                "exact",
                quote.exact(),
                "prefix",
                quote.prefix(),
                "suffix",
                quote.suffix());
    }

    private static Map<String, Object> page(int number, Map<String, Object> within) {
        var page = fragment(PAGES, "page=" + number);
        page.put("refinedBy", within);
        return page;
    }

    private static Map<String, Object> fragment(String conformsTo, String value) {
        return map("type", "FragmentSelector", "conformsTo", conformsTo, "value", value);
    }

    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String seconds(long millis) {
        return plain(BigDecimal.valueOf(millis, 3));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /// The name of bytes by their digest (RFC 6920).
    private static String named(String sha256) {
        return "ni:///sha-256;"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex(sha256));
    }

    // ---- in

    /// A target that was read: which item by which names, where in it, and the words there.
    record Target(List<String> names, Optional<Locator> locator, Optional<String> exact) {}

    /// @throws IllegalArgumentException when it points to no place
    static Target target(JsonNode node) {
        var names = new ArrayList<String>();
        var source = node.path("source");
        names(source.isString() ? source.asString() : source.path("id").asString(""), names);
        names(source.path("canonical").asString(""), names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "its source is neither urn:uuid: and the id of an item nor ni:///sha-256; and its digest");
        }
        Optional<Locator> locator = Optional.empty();
        Optional<String> exact = Optional.empty();
        for (var selector : each(node.path("selector"))) {
            locator = locator.or(() -> locator(selector, 1));
            exact =
                    exact.or(
                            () ->
                                    Optional.of(selector.path("exact").asString(""))
                                            .filter(words -> !words.isBlank()));
        }
        if (locator.isEmpty() && exact.isEmpty()) {
            throw new IllegalArgumentException(
                    "it selects nothing that is known; expected a text position, a text quote or a media fragment");
        }
        return new Target(names, locator, exact);
    }

    private static void names(String id, List<String> names) {
        if (id.startsWith("urn:uuid:")) {
            names.add(id.substring("urn:uuid:".length()));
        } else if (id.startsWith("ni:///sha-256;")) {
            try {
                names.add(
                        HexFormat.of()
                                .formatHex(
                                        Base64.getUrlDecoder()
                                                .decode(id.substring("ni:///sha-256;".length()))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("its source is no digest in base64url", e);
            }
        }
    }

    static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() ? List.of() : List.of(node);
    }

    private static Optional<Locator> locator(JsonNode selector, int page) {
        var value = selector.path("value").asString("");
        return switch (selector.path("type").asString("")) {
            case "TextPositionSelector" ->
                    Optional.of(
                            new Locator.Passage(
                                    page,
                                    selector.path("start").asInt(-1),
                                    selector.path("end").asInt(-1)));
            case "FragmentSelector" -> {
                var number = PAGE.matcher(value);
                var box = BOX.matcher(value);
                var time = TIME.matcher(value);
                if (number.matches()) {
                    yield locator(selector.path("refinedBy"), Integer.parseInt(number.group(1)));
                }
                if (box.matches()) {
                    yield Optional.of(
                            new Locator.Region(
                                    page,
                                    exact(box, 1, 2),
                                    exact(box, 2, 2),
                                    exact(box, 3, 2),
                                    exact(box, 4, 2)));
                }
                yield time.matches()
                        ? Optional.of(new Locator.Stretch(exact(time, 1, 3), exact(time, 2, 3)))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static int exact(Matcher matcher, int group, int places) {
        try {
            return new BigDecimal(matcher.group(group)).movePointRight(places).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a fragment is \"%s\"; expected at most %d digits behind the point"
                            .formatted(matcher.group(), places),
                    e);
        }
    }
}
