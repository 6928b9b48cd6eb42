package io.docket.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Finds a short part of a failing sequence that still fails, by leaving out ever smaller pieces (delta debugging).
final class Shrinker {
    private Shrinker() {}

    /// @param fails is asked at most `triesMax` times; it holds for `all`
    static <T> List<T> shortest(List<T> all, int triesMax, Predicate<List<T>> fails) {
        List<T> failing = new ArrayList<>(all);
        int tries = 0;
        int piece = Math.max(1, failing.size() / 2);
        while (tries < triesMax) {
            boolean shorter = false;
            for (int from = 0; from < failing.size() && tries < triesMax; ) {
                List<T> rest = new ArrayList<>(failing);
                rest.subList(from, Math.min(failing.size(), from + piece)).clear();
                tries++;
                if (fails.test(rest)) {
                    failing = rest;
                    shorter = true;
                } else {
                    from += piece;
                }
            }
            if (piece == 1 && !shorter) {
                break;
            }
            piece = Math.max(1, piece / 2);
        }
        return failing;
    }
}
