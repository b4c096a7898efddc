package org.haetae.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer.Mode;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Japanese words in their dictionary form. For one thread; made only when Japanese is met, since
/// its dictionary is large.
final class Japanese {

    /// A word with a meaning.
    ///
    /// @param start first character, in UTF-16 units of the run
    /// @param length how much of the run it covers
    /// @param base dictionary form, not yet folded
    record Word(int start, int length, String base) {}

    private final JapaneseTokenizer tokenizer =
            new JapaneseTokenizer(null, true, true, Mode.SEARCH);
    private final CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = tokenizer.getAttribute(OffsetAttribute.class);
    private final BaseFormAttribute base = tokenizer.getAttribute(BaseFormAttribute.class);
    private final PartOfSpeechAttribute speech =
            tokenizer.getAttribute(PartOfSpeechAttribute.class);

    List<Word> words(String run) {
        List<Word> words = new ArrayList<>();
        try {
            tokenizer.setReader(new StringReader(run));
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                String part = speech.getPartOfSpeech();
                if (part != null && carriesMeaning(part)) {
                    String form = base.getBaseForm();
                    int start = offset.startOffset();
                    words.add(
                            new Word(
                                    start,
                                    offset.endOffset() - start,
                                    form == null ? term.toString() : form));
                }
            }
            tokenizer.end();
            tokenizer.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
        return words;
    }

    private static boolean carriesMeaning(String part) {
        return (part.startsWith("名詞")
                        || part.startsWith("動詞-自立")
                        || part.startsWith("形容詞-自立")
                        || part.startsWith("副詞"))
                && !part.startsWith("名詞-非自立");
    }
}
