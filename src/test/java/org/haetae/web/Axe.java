package org.haetae.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/// The rules of axe for WCAG 2.2 A and AA.
///
/// Run in the page itself and answered by the violations alone: the adapter opens a second page for
/// each look and carries all that was well out of the browser, at three times the cost.
final class Axe {
    private static final String VIOLATIONS =
            """
            name => axe.run({
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              resultTypes: ['violations']
            }).then(found => found.violations.map(rule => `${name}: ${rule.id} ${rule.nodes[0].html}`))
            """;

    private Axe() {}

    @SuppressWarnings("unchecked")
    static List<String> violations(Page page, String name) {
        page.evaluate(AxeBuilder.getAxeScript());
        return (List<String>) page.evaluate(VIOLATIONS, name);
    }
}
