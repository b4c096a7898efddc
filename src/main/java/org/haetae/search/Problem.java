package org.haetae.search;

/// Why a query was not understood, in words for the one who typed it.
///
/// @param code stable name of the kind of problem
/// @param position where it is, counted from 0 in Unicode code points of the query
/// @param length how many code points it covers; may be 0
/// @param english what is wrong and what to do
/// @param korean the same
public record Problem(Code code, int position, int length, String english, String korean) {

    /// Kinds of problems.
    public enum Code {
        QUOTE_OPEN(
                "This quotation mark is never closed. Close it, or put \\ before it to search for the mark itself.",
                "따옴표가 닫히지 않았습니다. 닫거나, 따옴표 자체를 찾으려면 앞에 \\ 를 붙이십시오."),
        PARENTHESIS_OPEN(
                "This parenthesis is never closed. Add ) where the group ends.",
                "괄호가 닫히지 않았습니다. 묶음이 끝나는 곳에 ) 를 넣으십시오."),
        PARENTHESIS_CLOSE(
                "There is no ( for this ). Take it away or add (.",
                "이 ) 에 맞는 ( 가 없습니다. 지우거나 ( 를 넣으십시오."),
        PARENTHESIS_EMPTY("Nothing stands between these parentheses.", "괄호 안에 아무것도 없습니다."),
        OPERAND_MISSING(
                "%s needs something to search for on both sides; after NOT one thing.",
                "%s 의 양쪽에(NOT 은 뒤에) 찾을 말이 있어야 합니다."),
        VALUE_MISSING("Nothing follows %s: . Write for example %s:%s.", "%s: 뒤에 값이 없습니다. 예: %s:%s"),
        WILDCARD_FIRST(
                "A word cannot begin with * or ?, since every word of the index would have to be looked at. Give its first letters.",
                "* 나 ? 로 시작하는 말은 찾을 수 없습니다(색인의 모든 낱말을 보아야 합니다). 첫 글자를 적으십시오."),
        WILDCARD_SHORT(
                "There must be at least two letters before the first *.",
                "첫 * 앞에 적어도 두 글자가 있어야 합니다."),
        EDITS(
                "After ~ stands how many letters may differ: 1 or 2.",
                "~ 뒤에는 몇 글자까지 달라도 되는지 1 또는 2 를 적습니다."),
        DISTANCE("The distance in words must be between 1 and 100.", "낱말 사이 거리는 1 에서 100 까지입니다."),
        NEAR_OPERAND(
                "NEAR stands between words or phrases, or several of them with OR in parentheses.",
                "NEAR 는 낱말이나 구절(또는 괄호 안에 OR 로 이은 것) 사이에만 쓸 수 있습니다."),
        DATE(
                "This is no date that can be understood. Write 2017, 2017-06, 2017-06-01, a range 2017..2018-03, or >2017.",
                "날짜를 이해할 수 없습니다. 2017, 2017-06, 2017-06-01, 기간 2017..2018-03, 또는 >2017 처럼 적으십시오."),
        DATE_ORDER("This range ends before it begins.", "기간의 끝이 처음보다 앞섭니다."),
        IDENTIFIER(
                "%s: takes an identifier as it is shown on the page, or a name you may use.",
                "%s: 에는 화면에 보이는 식별자나 쓸 수 있는 이름을 적습니다."),
        NOTHING_TO_FIND("There is no letter or digit to search for.", "찾을 글자나 숫자가 없습니다."),
        TOO_LONG(
                "The query is too long: at most %s characters and %s words. For lists of terms use the batch search.",
                "검색식이 너무 깁니다. 최대 %s 자, %s 낱말입니다. 낱말 목록은 일괄 검색을 쓰십시오."),
        TOO_DEEP("The parentheses are nested too deeply.", "괄호가 너무 깊이 겹쳤습니다."),
        CURSOR(
                "The link to the next page is damaged or belongs to another search. Search again.",
                "다음 쪽 연결이 손상되었거나 다른 검색의 것입니다. 다시 검색하십시오.");

        private final String english;
        private final String korean;

        Code(String english, String korean) {
            this.english = english;
            this.korean = korean;
        }
    }

    static Problem of(Code code, int position, int length, Object... values) {
        return new Problem(
                code,
                position,
                length,
                values.length == 0 ? code.english : code.english.formatted(values),
                values.length == 0 ? code.korean : code.korean.formatted(values));
    }
}
