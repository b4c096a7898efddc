/// The small verifier: what proves an export, a bag, a receipt or the public part of a home to
/// somebody who trusts none of us. On the JDK and the reading half of [org.haetae.ledger] alone, it
/// ships as `haetae-verify.jar`.
@NullMarked
package org.haetae.verify;

import org.jspecify.annotations.NullMarked;
