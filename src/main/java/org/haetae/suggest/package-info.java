/// Mentions and claims proposed from text by rules, offline.
///
/// Pure: text goes in, suggestions come out, nothing is kept. What is proposed is no fact: it
/// becomes a claim when a person accepts it. Gazetteers, vocabularies and lists of words are data
/// beside this package; the grammar over them is here, a class for each kind of thing.
@NullMarked
package org.haetae.suggest;

import org.jspecify.annotations.NullMarked;
