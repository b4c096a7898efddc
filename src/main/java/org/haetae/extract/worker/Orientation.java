package org.haetae.extract.worker;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.IOException;
import java.io.InputStream;

/// How a camera was held, as EXIF says it.
final class Orientation {
    private Orientation() {}

    /// 1 to 8 as in EXIF; 1, upright, when nothing is said.
    static int of(Content content) {
        try (InputStream in = content.open()) {
            ExifIFD0Directory directory =
                    ImageMetadataReader.readMetadata(in, content.length())
                            .getFirstDirectoryOfType(ExifIFD0Directory.class);
            return directory == null || !directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? 1
                    : directory.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (IOException | ImageProcessingException | MetadataException | RuntimeException e) {
            return 1;
        }
    }
}
