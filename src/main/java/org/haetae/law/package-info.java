/// What the law asks, as data: instruments with their provisions, elements of crimes, standards of
/// proof. Never a verdict.
@NullMarked
package org.haetae.law;

import org.jspecify.annotations.NullMarked;
