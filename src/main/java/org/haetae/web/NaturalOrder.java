package org.haetae.web;

import java.util.Comparator;

/// The order in which people number things: `page 2` before `page 10`. Upper and lower case stand
/// together; names that differ in nothing else keep the order of their characters.
final class NaturalOrder implements Comparator<String> {
    static final Comparator<String> OF_NAMES =
            new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
                int endOfOne = endOfNumber(one, i);
                int endOfOther = endOfNumber(other, j);
                int order = numbers(one.substring(i, endOfOne), other.substring(j, endOfOther));
                if (order != 0) {
                    return order;
                }
                i = endOfOne;
                j = endOfOther;
            } else {
                int order =
                        Character.compare(
                                Character.toLowerCase(one.charAt(i++)),
                                Character.toLowerCase(other.charAt(j++)));
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(one.length() - i, other.length() - j);
    }

    /// Without reading them as numbers: file names hold longer ones than any type of Java.
    private static int numbers(String one, String other) {
        String plainOne = one.replaceFirst("^0+", "");
        String plainOther = other.replaceFirst("^0+", "");
        int byLength = Integer.compare(plainOne.length(), plainOther.length());
        return byLength != 0 ? byLength : plainOne.compareTo(plainOther);
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
