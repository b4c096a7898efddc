package org.haetae.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Locator.Region;

/// The place of a citation as a form has it: what was typed is kept, right or wrong.
sealed interface Placing {

    /// Words of a page.
    record Words(Locator.Passage passage) implements Placing {
        @Override
        public int page() {
            return passage.page();
        }

        @Override
        public Optional<Locator> locator() {
            return Optional.of(passage);
        }
    }

    /// Part of the picture of a page, in percent of its width and height.
    record Picture(int page, String left, String top, String width, String height)
            implements Placing {
        @Override
        public Optional<Locator> locator() {
            try {
                return Optional.of(
                        new Region(page, part(left), part(top), part(width), part(height)));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return Optional.empty();
            }
        }

        private static int part(String percent) {
            return new BigDecimal(percent.replace(',', '.'))
                    .setScale(2, RoundingMode.HALF_UP)
                    .movePointRight(2)
                    .intValueExact();
        }
    }

    /// A stretch of a recording, each end as `1:02:03.5` or in seconds.
    record Time(String from, String to) implements Placing {
        private static final Pattern CLOCK =
                Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,5}):)?(\\d{1,7}(?:[.,]\\d{1,3})?)");

        @Override
        public int page() {
            return 1;
        }

        @Override
        public Optional<Locator> locator() {
            try {
                return Optional.of(new Locator.Stretch(millis(from), millis(to)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static long millis(String clock) {
            var parts = CLOCK.matcher(clock);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no time");
            }
            long minutes = 60 * number(parts.group(1)) + number(parts.group(2));
            return 60_000 * minutes
                    + new BigDecimal(parts.group(3).replace(',', '.'))
                            .movePointRight(3)
                            .longValueExact();
        }

        private static long number(String digits) {
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }

    int page();

    /// Where it points to, when what was typed says that.
    Optional<Locator> locator();

    /// What a form of a picture or a recording holds; nothing of one of words, which need the text.
    static Optional<Placing> of(Map<String, String> form) {
        return switch (TypedValue.field(form, "place")) {
            case "region" ->
                    Optional.of(
                            new Picture(
                                    Math.max(1, CiteDesk.number(form, "page", 1)),
                                    typed(form, "x", "0"),
                                    typed(form, "y", "0"),
                                    typed(form, "w", "100"),
                                    typed(form, "h", "100")));
            case "stretch" ->
                    Optional.of(new Time(typed(form, "from", "0:00"), typed(form, "to", "")));
            default -> Optional.empty();
        };
    }

    private static String typed(Map<String, String> form, String name, String otherwise) {
        return form.containsKey(name) ? TypedValue.field(form, name) : otherwise;
    }

    /// A place as the fields of a form in an address.
    static String query(Locator locator) {
        return switch (locator) {
            case Locator.Passage(int page, int start, int end) ->
                    "page=%d&start=%d&end=%d".formatted(page, start, end);
            case Region(int page, int left, int top, int width, int height) ->
                    "place=region&page=%d&x=%s&y=%s&w=%s&h=%s"
                            .formatted(
                                    page,
                                    Region.percent(left),
                                    Region.percent(top),
                                    Region.percent(width),
                                    Region.percent(height));
            case Locator.Stretch(long start, long end) ->
                    "place=stretch&from=%s&to=%s".formatted(clock(start), clock(end));
        };
    }

    /// `1:02:03`, `2:03`, with milliseconds where there are some.
    static String clock(long millis) {
        long seconds = millis / 1000;
        String whole =
                seconds < 3600
                        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        return millis % 1000 == 0 ? whole : whole + ".%03d".formatted(millis % 1000);
    }
}
