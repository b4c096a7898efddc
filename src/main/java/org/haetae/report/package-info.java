/// Dossiers: what we conclude of a case, written for a court, a treaty body or a designating
/// authority, with every sentence led back to bytes; what is redacted in them, what may leave, and
/// under which numbers exhibits are known.
@NullMarked
package org.haetae.report;

import org.jspecify.annotations.NullMarked;
