package org.haetae.linkage;

/// Spreads numbers evenly: the finishing step of SplitMix64 (Steele, Lea, Flood, 2014).
final class Mix {

    private Mix() {}

    static long of(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// The same number for the same text, wherever it is asked; never 0.
    static long of(String text) {
        long mixed = text.length();
        for (int i = 0; i < text.length(); i++) {
            mixed = of(mixed, text.charAt(i));
        }
        return mixed == 0 ? 1 : mixed;
    }

    static long of(long one, long two) {
        return of(of(one) + two);
    }
}
