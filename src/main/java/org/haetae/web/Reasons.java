package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.names.DateAnswer;
import org.haetae.names.DateWords;

/// Why a file was not simply read, in the reader's language.
///
/// What is recorded for ever is one English sentence, chosen by the software and never taken from a
/// file. Each such sentence has a code and its form in both languages, under `reason.` among the
/// texts; the English form, its places filled, is how a recorded sentence is recognised. One that
/// is not recognised, of another version, is shown as it was recorded.
final class Reasons {
    private static final String PREFIX = "reason.";
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final List<Form> FORMS = forms(PREFIX);

    /// What a check found and expected is recognised in the same way.
    private static final String FINDING = "finding.text.";

    private static final List<Form> FINDINGS = forms(FINDING);

    /// Why a row or a line was not recorded is recognised in the same way.
    private static final String REFUSAL = "refusal.";

    private static final List<Form> REFUSALS = forms(REFUSAL);

    private record Form(String code, Pattern pattern, int letters) {}

    /// A reason by its code.
    ///
    /// @param code stable, for programs
    record Known(String code, List<String> values) {}

    private Reasons() {}

    private static List<Form> forms(String prefix) {
        List<Form> forms = new ArrayList<>();
        for (Map.Entry<String, String> text : Words.read(Language.EN).entrySet()) {
            if (text.getKey().startsWith(prefix)) {
                forms.add(form(text.getKey().substring(prefix.length()), text.getValue()));
            }
        }
        // Of two that fit, the one that says more of it.
        forms.sort(Comparator.comparingInt(Form::letters).reversed());
        return List.copyOf(forms);
    }

    private static Form form(String code, String english) {
        String plain = english.replace("''", "'");
        StringBuilder pattern = new StringBuilder();
        int letters = 0;
        int at = 0;
        Matcher place = PLACE.matcher(plain);
        while (place.find()) {
            pattern.append(Pattern.quote(plain.substring(at, place.start()))).append("(.+?)");
            letters += place.start() - at;
            at = place.end();
        }
        pattern.append(Pattern.quote(plain.substring(at)));
        return new Form(code, Pattern.compile(pattern.toString()), letters + plain.length() - at);
    }

    static Optional<Known> known(String reason) {
        return known(FORMS, reason);
    }

    private static Optional<Known> known(List<Form> forms, String reason) {
        for (Form form : forms) {
            Matcher matcher = form.pattern().matcher(reason);
            if (matcher.matches()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    values.add(matcher.group(i));
                }
                return Optional.of(new Known(form.code(), values));
            }
        }
        return Optional.empty();
    }

    /// The reason as people read it. Several are joined by a semicolon.
    static String tell(Words words, String reason) {
        Optional<Known> whole =
                known(reason).filter(known -> !String.join("", known.values()).contains("; "));
        if (whole.isPresent()) {
            return tell(words, whole.get());
        }
        List<String> told = new ArrayList<>();
        for (String one : reason.split("; ")) {
            told.add(known(one).map(known -> tell(words, known)).orElse(one));
        }
        return String.join("; ", told);
    }

    /// What a check found, or expected to find, as people read it.
    static String tellFinding(Words words, String text) {
        return known(FINDINGS, text)
                .map(known -> words.say(FINDING + known.code(), known.values().toArray()))
                .orElse(text);
    }

    /// Why a row or a line was not recorded, as people read it; what is not recognised, as the
    /// casebook said it.
    static String tellRefusal(Words words, String text) {
        return known(REFUSALS, text)
                .map(
                        known ->
                                words.say(
                                        REFUSAL + known.code(),
                                        known.values().stream()
                                                .map(value -> dated(words, value))
                                                .toArray()))
                .orElse(text);
    }

    /// Why a date was not read is said in both languages by those who read dates.
    private static String dated(Words words, String value) {
        for (DateAnswer.Refusal refusal : DateAnswer.Refusal.values()) {
            if (DateWords.of(refusal, org.haetae.names.Language.ENGLISH).equals(value)) {
                return DateWords.of(
                        refusal,
                        words.language() == Language.KO
                                ? org.haetae.names.Language.KOREAN
                                : org.haetae.names.Language.ENGLISH);
            }
        }
        return value;
    }

    private static String tell(Words words, Known known) {
        return words.say(PREFIX + known.code(), known.values().toArray());
    }
}
