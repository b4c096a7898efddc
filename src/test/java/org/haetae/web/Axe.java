package org.haetae.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/// The rules of axe for WCAG 2.2 A and AA.
final class Axe {
    private Axe() {}

    static List<String> violations(Page page, String name) {
        return new AxeBuilder(page)
                        .withTags(
                                List.of(
                                        "wcag2a",
                                        "wcag2aa",
                                        "wcag21a",
                                        "wcag21aa",
                                        "wcag22aa",
                                        "best-practice"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(
                                rule ->
                                        name
                                                + ": "
                                                + rule.getId()
                                                + " "
                                                + rule.getNodes().getFirst().getHtml())
                        .toList();
    }
}
