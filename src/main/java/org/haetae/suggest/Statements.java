package org.haetae.suggest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a text says about those it mentions: offices held, sanctions imposed.
final class Statements {

    private static final int NEAR = 160;
    private static final String ARTICLE = "(?:an?|the|then|former|current|and|who is|who was)";

    /// ", a senior official in the": the office between a person and an organisation.
    private final Pattern office;

    /// ", chairman of": one more office of the same person, between two organisations.
    private final Pattern another;

    /// ", deputy Asia director": an office after the name, without an organisation.
    private final Pattern officeAlone;

    /// "Russian Foreign Minister": an office directly before a name.
    private final Pattern before;

    private static final Pattern IMPOSED =
            Pattern.compile(
                    "(?:impos(?:ed|es|ing)|announced|placed) (?:[\\w-]+ ){0,5}sanctions (?:[\\w-]+ ){0,6}?(?:on|against)\\b|\\b(?:US |U\\.S\\. |has |have |had |was |were |also |been )(?:sanctioned|blacklisted|designated)\\b(?! to\\b)|\\b(?:Department|Treasury|government|Union|Council|OFAC) (?:also )?(?:sanctioned|blacklisted)\\b");
    private static final Pattern AUTHORITY =
            Pattern.compile(
                    "((?:US|U\\.S\\.|United States|UN|EU|UK|Treasury|OFAC|Security Council|South Korea|Japan|Council)(?: government| Government| Treasury| Department| Union)?)[^.]{0,40}$");
    private static final Pattern LISTED_KOREAN = Pattern.compile("제재 ?대상으로 지정|제재 ?명단에 (?:올|포함|추가)");
    private static final Pattern LIST_PART =
            Pattern.compile("(?:including|[,;:]|\\band|\\bor|^)(?: on| against)?(?: the)? ?$");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<![A-Z])[.!?](?=\\s|$)|\n\n");

    /// A longer sentence is a list without end, or none.
    private static final int SENTENCE = 4_000;

    private final Map<String, String> demonyms;
    private final Pattern koreanAfter;
    private final Pattern koreanBefore;

    Statements(Vocabulary vocabulary) {
        var titles = vocabulary.alternatives("korean-titles");
        koreanAfter = Pattern.compile("\\s?(" + titles + ")(?![가-힣]{3})");
        koreanBefore = Pattern.compile("(?<![가-힣])([가-힣]{0,12}(?:" + titles + ")) $");
        demonyms = vocabulary.pairs("demonyms");
        var heads = "(?:" + vocabulary.alternatives("post-heads") + ")";
        var title =
                "((?:(?!(?:and|or|who|the|an?|of) )[\\p{L}-]+ ){0,4}?"
                        + heads
                        + "(?: of (?:[\\p{L}]+ ){0,4}?[\\p{L}]+)?)";
        office =
                Pattern.compile(
                        "(?i)(?:, | |[—–] ?)(?:"
                                + ARTICLE
                                + " )*"
                                + title
                                + " (?:in|of|at|for|with|from|to) (?:the )?(?:[a-z]+(?:['’]s)? ){0,2}");
        another =
                Pattern.compile(
                        "(?i)(?:, and|,| and) (?:"
                                + ARTICLE
                                + " )*"
                                + title
                                + " (?:in|of|at|for|with|from|to) (?:the )?");
        officeAlone =
                Pattern.compile(
                        "(?i)(?:, |\\s*\n\\s*)(?:" + ARTICLE + " )*" + title + "(?=[.,;\n]|$)");
        before =
                Pattern.compile(
                        "((?:(?:North|South) )?\\p{Lu}\\p{L}+(?:an|ese|ish|ean|ian|ch|i) )?((?:Vice |Deputy |Prime |Foreign |Defen[cs]e |Executive |General |Supreme )*(?:President|Premier|Minister|Secretary-General|Secretary|Director|Chairman|Chairperson|Leader|leader|Ambassador|Chancellor|Commissioner|Rapporteur|Envoy|Governor|Mayor)) $");
    }

    void find(Words words, List<Mention> settled, Consumer<Mention> found) {
        var text = words.text();
        var people = settled.stream().filter(one -> one.kind() == Kind.PERSON).toList();
        var bodies =
                settled.stream()
                        .filter(one -> one.kind() == Kind.ORGANISATION || one.kind() == Kind.PLACE)
                        .toList();
        posts(text, people, bodies, found);
        mandates(text, people, bodies, found);
        korean(text, people, bodies, found);
        designations(text, settled, found);
        designationsInKorean(text, settled, found);
    }

    private void posts(
            String text, List<Mention> people, List<Mention> bodies, Consumer<Mention> found) {
        int next = 0;
        for (int i = 0; i < people.size(); i++) {
            var person = people.get(i);
            leading(text, person, found);
            while (next < bodies.size() && bodies.get(next).start() < person.end()) {
                next++;
            }
            var body = following(text, people, i, bodies, next);
            if (body == null) {
                alone(text, person, found);
            }
            // One office after the other: "chairman of A and secretary of B".
            int from = person.end();
            int j = next;
            while (body != null && bodies.get(j) != body) {
                j++;
            }
            for (; body != null; j++) {
                var matcher = office.matcher(text.substring(from, body.start()));
                endsWith(matcher);
                found.accept(
                        post(
                                person.start(),
                                body.end(),
                                Rule.POST_APPOSITION,
                                person.value(),
                                Optional.of(body.value()),
                                matcher.group(1).strip()));
                from = body.end();
                var further = j + 1 < bodies.size() ? bodies.get(j + 1) : null;
                boolean goesOn =
                        further != null
                                && further.start() - from < NEAR
                                && (i + 1 == people.size()
                                        || people.get(i + 1).start() > further.start())
                                && further.start() > from
                                && another.matcher(text.substring(from, further.start())).matches();
                body = goesOn ? further : null;
            }
        }
    }

    /// The organisation of which the words after this person speak: near, in the same part of the
    /// sentence, and no other person between unless as whose relative this one is told of.
    private @org.jspecify.annotations.Nullable Mention following(
            String text, List<Mention> people, int index, List<Mention> bodies, int first) {
        var person = people.get(index);
        if (first >= bodies.size() || bodies.get(first).start() - person.end() > NEAR) {
            return null;
        }
        var body = bodies.get(first);
        var between = text.substring(person.end(), body.start());
        if (between.matches("(?s).*[;.!?\n(].*") || !between.matches("(?s)[,—–].*")) {
            return null;
        }
        for (int i = index + 1; i < people.size() && people.get(i).start() < body.start(); i++) {
            int end = people.get(i).end();
            if (!text.startsWith("'s", end) && !text.startsWith("’s", end)) {
                return null;
            }
        }
        if (endsWith(office.matcher(between))) {
            return body;
        }
        // "China director at": a place can be part of the title.
        return body.kind() == Kind.PLACE ? following(text, people, index, bodies, first + 1) : null;
    }

    /// The last match, where it goes up to the end.
    private static boolean endsWith(Matcher matcher) {
        for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
            if (matcher.end() == matcher.regionEnd()) {
                return true;
            }
        }
        return false;
    }

    /// "the special rapporteur on ..., Tomás Ojea Quintana": the mandate names its holder.
    private static void mandates(
            String text, List<Mention> people, List<Mention> bodies, Consumer<Mention> found) {
        int next = 0;
        for (var person : people) {
            while (next < bodies.size() && bodies.get(next).end() <= person.start() - 2) {
                next++;
            }
            var body = next > 0 ? bodies.get(next - 1) : null;
            if (body != null
                    && body.value().contains("apporteur")
                    && text.substring(body.end(), person.start()).matches(",? ")) {
                found.accept(
                        post(
                                body.start(),
                                person.end(),
                                Rule.POST_BEFORE,
                                person.value(),
                                Optional.of(body.value()),
                                "special rapporteur"));
            }
        }
    }

    private void alone(String text, Mention person, Consumer<Mention> found) {
        int limit = Math.min(text.length(), person.end() + NEAR);
        var matcher = officeAlone.matcher(text).region(person.end(), limit);
        if (matcher.lookingAt()) {
            found.accept(
                    post(
                            person.start(),
                            matcher.end(),
                            Rule.POST_APPOSITION,
                            person.value(),
                            Optional.empty(),
                            matcher.group(1).strip()));
        }
    }

    private void leading(String text, Mention person, Consumer<Mention> found) {
        int from = Math.max(0, person.start() - 60);
        var matcher = before.matcher(text.substring(from, person.start()));
        if (matcher.find()) {
            var of = Optional.ofNullable(matcher.group(1)).map(String::strip).map(this::country);
            found.accept(
                    post(
                            from + matcher.start(),
                            person.end(),
                            Rule.POST_BEFORE,
                            person.value(),
                            of,
                            matcher.group(2).strip()));
        }
    }

    private String country(String people) {
        return demonyms.getOrDefault(people, people);
    }

    /// "국가보위성 부상 김철수", "김정은 국무위원장".
    private void korean(
            String text, List<Mention> people, List<Mention> bodies, Consumer<Mention> found) {
        var bodyByEnd = new HashMap<Integer, Mention>();
        bodies.forEach(body -> bodyByEnd.put(body.end(), body));
        for (var person : people) {
            if (!Words.isHangul(text.charAt(person.start()))) {
                continue;
            }
            var after = koreanAfter.matcher(text).region(person.end(), text.length());
            if (after.lookingAt() && isOffice(after.group(1))) {
                found.accept(
                        post(
                                person.start(),
                                after.end(1),
                                Rule.POST_KOREAN,
                                person.value(),
                                Optional.empty(),
                                after.group(1)));
            }
            int from = Math.max(0, person.start() - NEAR / 4);
            var front = koreanBefore.matcher(text.substring(from, person.start()));
            if (front.find() && isOffice(front.group(1))) {
                int start = from + front.start();
                var body =
                        Optional.ofNullable(
                                bodyByEnd.getOrDefault(start, bodyByEnd.get(start - 1)));
                found.accept(
                        post(
                                body.map(Mention::start).orElse(start),
                                person.end(),
                                Rule.POST_KOREAN,
                                person.value(),
                                body.map(Mention::value),
                                front.group(1)));
            }
        }
    }

    /// A form of address is no office.
    private static boolean isOffice(String title) {
        return !title.matches("동지|동무|씨|선생|녀사|여사|영웅|렬사|전사|탈북자|증언자|장군|원수|대원수|수령|령도자|영도자|지도자");
    }

    private static Mention post(
            int start,
            int end,
            Rule rule,
            String person,
            Optional<String> organisation,
            String title) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("person", person);
        organisation.ifPresent(value -> properties.put("organisation", value));
        properties.put("title", title);
        return new Mention(
                start,
                end,
                Kind.POST,
                title + organisation.map(value -> ", " + value).orElse(""),
                rule,
                Optional.of(new Shape("post-held", properties)));
    }

    /// Each person and organisation after "imposed sanctions on", up to the end of the sentence.
    private static void designations(String text, List<Mention> settled, Consumer<Mention> found) {
        var named =
                settled.stream()
                        .filter(one -> one.kind() == Kind.PERSON || one.kind() == Kind.ORGANISATION)
                        .toList();
        var matcher = IMPOSED.matcher(text);
        int next = 0;
        // A sentence is gone through once, however often it says so.
        for (int at = 0; matcher.find(at); ) {
            int end = sentenceEnd(text, matcher.end());
            var by = authority(text, matcher.start());
            while (next < named.size() && named.get(next).start() < matcher.end()) {
                next++;
            }
            for (; next < named.size() && named.get(next).end() <= end; next++) {
                if (isListed(text, named.get(next), matcher.end())) {
                    found.accept(designation(named.get(next), by));
                }
            }
            at = end;
        }
    }

    /// "...는 재무부의 제재 대상으로 지정되었다": those before, but whoever imposes it.
    private static void designationsInKorean(
            String text, List<Mention> settled, Consumer<Mention> found) {
        var matcher = LISTED_KOREAN.matcher(text);
        while (matcher.find()) {
            int from = text.lastIndexOf('.', matcher.start()) + 1;
            settled.stream()
                    .filter(one -> one.kind() == Kind.PERSON || one.kind() == Kind.ORGANISATION)
                    .filter(one -> one.start() >= Math.max(from, matcher.start() - NEAR))
                    .filter(one -> one.end() <= matcher.start())
                    .filter(one -> !text.startsWith("의", one.end()))
                    .forEach(one -> found.accept(designation(one, Optional.empty())));
        }
    }

    /// The name nearest before "imposed": "the US government".
    private static Optional<String> authority(String text, int to) {
        var authority = AUTHORITY.matcher(text.substring(Math.max(0, to - 120), to));
        return authority.find() ? Optional.of(authority.group(1)) : Optional.empty();
    }

    private static Mention designation(Mention one, Optional<String> by) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("designated", one.value());
        by.ifPresent(value -> properties.put("authority", value));
        return new Mention(
                one.start(),
                one.end(),
                Kind.DESIGNATION,
                one.value(),
                Rule.DESIGNATION,
                Optional.of(new Shape("designation", properties)));
    }

    /// Listed itself: at the beginning of a part of the list, not told of within one.
    private static boolean isListed(String text, Mention one, int from) {
        var before = text.substring(Math.max(from, one.start() - 24), one.start());
        return LIST_PART.matcher(before).find()
                && !text.startsWith("’s", one.end())
                && !text.startsWith("'s", one.end());
    }

    private static int sentenceEnd(String text, int from) {
        int limit = Math.min(text.length(), from + SENTENCE);
        var end = SENTENCE_END.matcher(text).region(from, limit);
        return end.find() ? end.start() : limit;
    }
}
