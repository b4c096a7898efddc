package org.haetae.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.search.Expression.Field;
import org.haetae.search.Problem.Code;

/// Reads what a person typed into the search box.
///
/// ```
/// query   = any
/// any     = all { OR all }
/// all     = near { [AND] near }
/// near    = single { NEAR[/n] single }
/// single  = (NOT | -) single | ( any ) | field:value | "words"[~n] | word | =word | word~[n] | wo*d
/// value   = word | "words" | ( any )
/// date    = 2017 | 2017-06 | 2017-06-01 | from..to | from.. | ..to | >2017 | >= | < | <=
/// ```
///
/// The words AND, OR, NOT and NEAR count in capitals only. A backslash takes the next character as
/// it is. Anything else is searched for: there is no text that makes this fail, only text that it
/// explains why it does not understand.
public final class QueryReader {

    /// Longest query, in UTF-16 units.
    public static final int MOST_CHARACTERS = 4000;

    /// Most words in a query.
    public static final int MOST_WORDS = 200;

    private static final int DEEPEST = 40;
    private static final int FARTHEST = 100;
    private static final int USUAL_DISTANCE = 10;

    /// What came of reading a query.
    public sealed interface Result {}

    /// @param expression what is asked for
    public record Understood(Expression expression) implements Result {}

    public record NotUnderstood(Problem problem) implements Result {}

    private static final Pattern NEAR = Pattern.compile("NEAR(?:/(\\d{1,9}))?");
    private static final Pattern DAY =
            Pattern.compile("(\\d{4})(?:[-./년]\\s*(\\d{1,2})(?:[-./월]\\s*(\\d{1,2})일?)?월?)?년?");

    private final String text;
    private int at;
    private int depth;
    private int words;

    private QueryReader(String text) {
        this.text = text;
    }

    /// Reads a query. An empty one asks for everything.
    public static Result read(String query) {
        if (query.length() > MOST_CHARACTERS) {
            return new NotUnderstood(
                    Problem.of(
                            Code.TOO_LONG,
                            0,
                            query.codePointCount(0, query.length()),
                            MOST_CHARACTERS,
                            MOST_WORDS));
        }
        try {
            return new Understood(new QueryReader(query).whole());
        } catch (Mistake mistake) {
            return new NotUnderstood(mistake.problem);
        }
    }

    /// Leaves the reader at the first problem; never leaves this class.
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Mistake(Problem problem) {
            super(problem.code().name(), null, false, false);
            this.problem = problem;
        }
    }

    private Mistake mistake(Code code, int start, int end, Object... values) {
        int position = text.codePointCount(0, start);
        int length = text.codePointCount(start, Math.max(start, end));
        return new Mistake(Problem.of(code, position, length, values));
    }

    private Expression whole() throws Mistake {
        spaces();
        if (at == text.length()) {
            return new Expression.Everything();
        }
        Expression expression = any();
        if (at < text.length()) {
            throw mistake(Code.PARENTHESIS_CLOSE, at, at + 1);
        }
        return expression;
    }

    private Expression any() throws Mistake {
        List<Expression> parts = new ArrayList<>();
        parts.add(all());
        while (true) {
            int operator = at;
            if (!operator("OR")) {
                return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
            }
            if (ended()) {
                throw mistake(Code.OPERAND_MISSING, operator, at, "OR");
            }
            parts.add(all());
        }
    }

    private Expression all() throws Mistake {
        List<Expression> parts = new ArrayList<>();
        parts.add(near());
        while (true) {
            int operator = at;
            if (operator("AND")) {
                if (ended() || peekOperator("OR") || peekOperator("AND")) {
                    throw mistake(Code.OPERAND_MISSING, operator, operator + 3, "AND");
                }
            } else if (ended() || peekOperator("OR")) {
                return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
            }
            parts.add(near());
        }
    }

    private Expression near() throws Mistake {
        int start = at;
        Expression left = single();
        while (true) {
            spaces();
            int operator = at;
            String word = peekBare();
            Matcher matcher = NEAR.matcher(word);
            if (!matcher.matches()) {
                return left;
            }
            at += word.length();
            int within = USUAL_DISTANCE;
            if (matcher.group(1) != null) {
                within = Integer.parseInt(matcher.group(1));
                if (within < 1 || within > FARTHEST) {
                    throw mistake(Code.DISTANCE, operator, at);
                }
            }
            spaces();
            if (ended()) {
                throw mistake(Code.OPERAND_MISSING, operator, at, "NEAR");
            }
            int rightStart = at;
            Expression right = single();
            if (!isNearOperand(left)) {
                throw mistake(Code.NEAR_OPERAND, start, operator);
            }
            if (!isNearOperand(right)) {
                throw mistake(Code.NEAR_OPERAND, rightStart, at);
            }
            left = new Expression.Near(left, right, within);
        }
    }

    private static boolean isNearOperand(Expression expression) {
        return switch (expression) {
            case Expression.Word word -> true;
            case Expression.Phrase phrase -> true;
            case Expression.Pattern pattern -> true;
            case Expression.Similar similar -> true;
            case Expression.Near near -> true;
            case Expression.Any any -> any.parts().stream().allMatch(QueryReader::isNearOperand);
            case Expression.All all -> false;
            case Expression.Not not -> false;
            case Expression.In in -> false;
            case Expression.Value value -> false;
            case Expression.Dated dated -> false;
            case Expression.Everything everything -> false;
        };
    }

    private Expression single() throws Mistake {
        spaces();
        int start = at;
        for (String operator : List.of("OR", "AND")) {
            if (peekOperator(operator)) {
                throw mistake(Code.OPERAND_MISSING, at, at + operator.length(), operator);
            }
        }
        if (NEAR.matcher(peekBare()).matches()) {
            throw mistake(Code.OPERAND_MISSING, at, at + peekBare().length(), "NEAR");
        }
        if (operator("NOT")) {
            if (ended() || peekOperator("AND") || peekOperator("OR")) {
                throw mistake(Code.OPERAND_MISSING, start, at, "NOT");
            }
            return not(start);
        }
        char c = text.charAt(at);
        boolean something = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
        if (c == '-' && something) {
            at++;
            return not(start);
        }
        if (c == '+' && something) {
            at++;
            return single();
        }
        if (c == '(') {
            return group();
        }
        if (c == ')') {
            throw mistake(Code.PARENTHESIS_CLOSE, at, at + 1);
        }
        if (isQuote(c)) {
            return phrase();
        }
        return word();
    }

    private Expression not(int start) throws Mistake {
        deeper(start);
        Expression part = single();
        depth--;
        return new Expression.Not(part);
    }

    private Expression group() throws Mistake {
        int open = at++;
        deeper(open);
        spaces();
        if (at < text.length() && text.charAt(at) == ')') {
            throw mistake(Code.PARENTHESIS_EMPTY, open, at + 1);
        }
        if (at == text.length()) {
            throw mistake(Code.PARENTHESIS_OPEN, open, open + 1);
        }
        Expression inner = any();
        if (at == text.length()) {
            throw mistake(Code.PARENTHESIS_OPEN, open, open + 1);
        }
        at++;
        depth--;
        return inner;
    }

    private void deeper(int where) throws Mistake {
        if (++depth > DEEPEST) {
            throw mistake(Code.TOO_DEEP, where, where + 1);
        }
    }

    private Expression phrase() throws Mistake {
        int open = at++;
        StringBuilder words = new StringBuilder();
        while (at < text.length() && !isQuote(text.charAt(at))) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            words.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw mistake(Code.QUOTE_OPEN, open, open + 1);
        }
        at++;
        count(open);
        int within = 0;
        if (at < text.length() && text.charAt(at) == '~') {
            int tilde = at++;
            int number = number();
            within = number < 0 ? USUAL_DISTANCE : number;
            if (within < 1 || within > FARTHEST) {
                throw mistake(Code.DISTANCE, tilde, at);
            }
        }
        return new Expression.Phrase(words.toString(), within);
    }

    /// The digits here as a number, or -1 when there are none; huge ones count as huge.
    private int number() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return start == at
                ? -1
                : at - start > 6 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(start, at));
    }

    private void count(int where) throws Mistake {
        if (++words > MOST_WORDS) {
            throw mistake(Code.TOO_LONG, where, text.length(), MOST_CHARACTERS, MOST_WORDS);
        }
    }

    private Expression word() throws Mistake {
        int start = at;
        count(start);
        boolean exact = false;
        if (text.charAt(at) == '=' && at + 1 < text.length()) {
            char next = text.charAt(at + 1);
            if (isQuote(next)) {
                at++;
                return phrase();
            }
            exact = !endsWord(next);
            at += exact ? 1 : 0;
        }
        StringBuilder word = new StringBuilder();
        boolean wild = false;
        int edits = 0;
        while (at < text.length() && !endsWord(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == ':' && !exact && !wild) {
                Optional<Field> field = Field.named(word.toString());
                if (field.isPresent()) {
                    at++;
                    return field(field.get(), start);
                }
            }
            if (c == '\\' && at + 1 < text.length()) {
                word.append(text.charAt(at + 1));
                at += 2;
                continue;
            }
            if (c == '~') {
                int tilde = at++;
                int number = number();
                boolean last = at == text.length() || endsWord(text.charAt(at));
                if (!last || word.isEmpty()) {
                    word.append(text, tilde, at);
                    continue;
                }
                edits = number < 0 ? 1 : number;
                if (edits < 1 || edits > 2) {
                    throw mistake(Code.EDITS, tilde, at);
                }
                continue;
            }
            wild |= c == '*' || c == '?';
            word.append(c);
            at++;
        }
        if (word.isEmpty()) {
            // A sign that nothing above took, such as a lone =.
            word.append(text, start, Math.min(text.length(), Math.max(at, start + 1)));
            at = Math.max(at, start + 1);
        }
        String written = word.toString();
        if (wild) {
            return wild(written, start);
        }
        return edits > 0
                ? new Expression.Similar(written, edits)
                : new Expression.Word(written, exact);
    }

    private Expression wild(String written, int start) throws Mistake {
        if (written.chars().allMatch(c -> c == '*')) {
            return new Expression.Everything();
        }
        int letters = 0;
        int first = -1;
        int lettersBefore = 0;
        boolean spaceless = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '*' || c == '?') {
                if (first < 0) {
                    first = i;
                    lettersBefore = letters;
                }
            } else if (Characters.classOf(c) != Characters.SPACE) {
                letters++;
                byte kind = Characters.classOf(c);
                spaceless |=
                        kind == Characters.HANGUL
                                || kind == Characters.HAN
                                || kind == Characters.KANA;
            }
        }
        if (letters == 0) {
            // Nothing but signs: ??? or ?!*
            return new Expression.Word(written.replace('*', ' ').replace('?', ' '), false);
        }
        boolean trailingMark =
                first == written.length() - 1 && written.charAt(first) == '?' && letters > 0;
        if (trailingMark) {
            return new Expression.Pattern(written);
        }
        // In Korean, Chinese and Japanese the parts of words are indexed, so any place will do.
        if (!spaceless && lettersBefore == 0) {
            throw mistake(Code.WILDCARD_FIRST, start, at);
        }
        if (!spaceless && lettersBefore < 2 && written.charAt(first) == '*') {
            throw mistake(Code.WILDCARD_SHORT, start, at);
        }
        return new Expression.Pattern(written);
    }

    private Expression field(Field field, int start) throws Mistake {
        if (at == text.length()
                || text.charAt(at) != '('
                        && !isQuote(text.charAt(at))
                        && endsWord(text.charAt(at))) {
            throw mistake(
                    Code.VALUE_MISSING, start, at, field.word(), field.word(), example(field));
        }
        boolean ofWords = field == Field.NAME || field == Field.ABOUT;
        int from = at;
        if (ofWords) {
            deeper(start);
            Expression part = single();
            depth--;
            return new Expression.In(field, part);
        }
        if (text.charAt(at) == '(') {
            return values(field, start);
        }
        String value;
        if (isQuote(text.charAt(at))) {
            value = ((Expression.Phrase) phrase()).text();
        } else {
            while (at < text.length() && !endsWord(text.charAt(at))) {
                at++;
            }
            value = text.substring(from, at);
        }
        return value(field, value, from, at);
    }

    /// type:(pdf OR mail)
    private Expression values(Field field, int start) throws Mistake {
        int open = at++;
        List<Expression> parts = new ArrayList<>();
        while (true) {
            spaces();
            if (at == text.length()) {
                throw mistake(Code.PARENTHESIS_OPEN, open, open + 1);
            }
            if (text.charAt(at) == ')') {
                at++;
                break;
            }
            int from = at;
            String value;
            if (isQuote(text.charAt(at))) {
                value = ((Expression.Phrase) phrase()).text();
            } else {
                while (at < text.length() && !endsWord(text.charAt(at))) {
                    at++;
                }
                if (at == from) {
                    at++;
                }
                value = text.substring(from, at);
            }
            if (!value.equals("OR") && !value.equals("|") && !value.equals(",")) {
                count(from);
                parts.add(value(field, value, from, at));
            }
        }
        if (parts.isEmpty()) {
            throw mistake(
                    Code.VALUE_MISSING, start, at, field.word(), field.word(), example(field));
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.Any(parts);
    }

    private Expression value(Field field, String value, int from, int to) throws Mistake {
        return switch (field) {
            case DATE, YEAR -> dated(value, from, to);
            case TYPE, LANGUAGE, ACCESSION, COMPARTMENT, OUTCOME, ITEM, NAME, ABOUT ->
                    new Expression.Value(field, value, text.codePointCount(0, from));
        };
    }

    private static String example(Field field) {
        return switch (field) {
            case NAME -> "report";
            case ABOUT -> "Kim";
            case TYPE -> "pdf";
            case LANGUAGE -> "ko";
            case DATE -> "2017-06..2018";
            case YEAR -> "2017";
            case ACCESSION, COMPARTMENT, ITEM -> "00000000-0000-0000-0000-000000000001";
            case OUTCOME -> "read";
        };
    }

    // ---- dates

    private Expression dated(String value, int from, int to) throws Mistake {
        int dots = value.indexOf("..");
        Optional<LocalDate> first;
        Optional<LocalDate> last;
        if (dots >= 0) {
            String before = value.substring(0, dots);
            String after = value.substring(dots + 2);
            if (before.isEmpty() && after.isEmpty()) {
                throw mistake(Code.DATE, from, to);
            }
            first = before.isEmpty() ? Optional.empty() : Optional.of(first(before, from, to));
            last = after.isEmpty() ? Optional.empty() : Optional.of(last(after, from, to));
        } else if (value.startsWith(">=")) {
            first = Optional.of(first(value.substring(2), from, to));
            last = Optional.empty();
        } else if (value.startsWith("<=")) {
            first = Optional.empty();
            last = Optional.of(last(value.substring(2), from, to));
        } else if (value.startsWith(">")) {
            first = Optional.of(last(value.substring(1), from, to).plusDays(1));
            last = Optional.empty();
        } else if (value.startsWith("<")) {
            first = Optional.empty();
            last = Optional.of(first(value.substring(1), from, to).minusDays(1));
        } else {
            first = Optional.of(first(value, from, to));
            last = Optional.of(last(value, from, to));
        }
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            throw mistake(Code.DATE_ORDER, from, to);
        }
        return new Expression.Dated(first, last);
    }

    private LocalDate first(String value, int from, int to) throws Mistake {
        return day(value, from, to, false);
    }

    private LocalDate last(String value, int from, int to) throws Mistake {
        return day(value, from, to, true);
    }

    private LocalDate day(String value, int from, int to, boolean end) throws Mistake {
        Matcher matcher = DAY.matcher(Characters.normalize(value));
        if (!matcher.matches()) {
            throw mistake(Code.DATE, from, to);
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            if (matcher.group(2) == null) {
                return end ? LocalDate.of(year, 12, 31) : LocalDate.of(year, 1, 1);
            }
            YearMonth month = YearMonth.of(year, Integer.parseInt(matcher.group(2)));
            if (matcher.group(3) == null) {
                return end ? month.atEndOfMonth() : month.atDay(1);
            }
            return month.atDay(Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException noSuchDay) {
            throw mistake(Code.DATE, from, to);
        }
    }

    // ---- characters

    private void spaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    /// Whether nothing more comes in this group.
    private boolean ended() {
        spaces();
        return at == text.length() || text.charAt(at) == ')';
    }

    private boolean operator(String operator) {
        spaces();
        if (!peekOperator(operator)) {
            return false;
        }
        at += operator.length();
        return true;
    }

    private boolean peekOperator(String operator) {
        spaces();
        int end = at + operator.length();
        return text.startsWith(operator, at)
                && (end == text.length() || endsWord(text.charAt(end)));
    }

    /// The characters up to the next one that ends a word.
    private String peekBare() {
        int end = at;
        while (end < text.length() && !endsWord(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end);
    }

    private static boolean endsWord(char c) {
        return isSpace(c) || c == '(' || c == ')' || isQuote(c);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '„' || c == '＂';
    }
}
