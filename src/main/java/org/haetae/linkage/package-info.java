/// Which records are one: candidate pairs, comparisons, and the log-odds of Fellegi and Sunter
/// (1969) learned without labels. Pure: values in, values out; no database, no clock, no file but
/// those handed in as text.
@NullMarked
package org.haetae.linkage;

import org.jspecify.annotations.NullMarked;
