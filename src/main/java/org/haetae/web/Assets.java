package org.haetae.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// The style sheet, scripts and marks of the site, all served by us. Their addresses carry a digest
/// of their content, so browsers may keep them for ever and never show an old one.
public final class Assets {
    /// One file as served.
    ///
    /// @param gzipped the same content compressed once at start
    record Asset(String address, String mediaType, byte[] content, byte[] gzipped) {}

    private static final Map<String, String> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put("haetae.css", "assets/haetae.css");
        SOURCES.put("haetae.js", "assets/haetae.js");
        SOURCES.put("logo.svg", "assets/logo.svg");
        SOURCES.put("openapi.yaml", "assets/openapi.yaml");
    }

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final Map<String, Asset> byFile = new LinkedHashMap<>();

    Assets() {
        SOURCES.forEach(
                (name, source) -> {
                    byte[] content = read(source);
                    int dot = name.lastIndexOf('.');
                    String file =
                            name.substring(0, dot) + "." + digest(content) + name.substring(dot);
                    Asset asset =
                            new Asset(
                                    "/assets/" + file,
                                    mediaType(name.substring(dot)),
                                    content,
                                    gzip(content));
                    byName.put(name, asset);
                    byFile.put(file, asset);
                });
    }

    /// Where a file is to be had.
    ///
    /// @param name its plain name, as `haetae.css`
    public String at(String name) {
        Asset asset = byName.get(name);
        if (asset == null) {
            throw new IllegalArgumentException(
                    "no asset '%s'; there are %s".formatted(name, byName.keySet()));
        }
        return asset.address();
    }

    Asset named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow();
    }

    Optional<Asset> file(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    private static byte[] read(String source) {
        try (InputStream stream = Assets.class.getResourceAsStream(source)) {
            if (stream == null) {
                throw new IllegalStateException("asset %s is not in the jar".formatted(source));
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading asset " + source, e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing an asset", e);
        }
        return bytes.toByteArray();
    }

    private static String mediaType(String extension) {
        return switch (extension) {
            case ".css" -> "text/css;charset=utf-8";
            case ".js" -> "text/javascript;charset=utf-8";
            case ".svg" -> "image/svg+xml;charset=utf-8";
            case ".yaml" -> "application/yaml;charset=utf-8";
            default -> throw new IllegalArgumentException("no media type for " + extension);
        };
    }
}
