package org.haetae.home;

/// Everything that can be set in `haetae.yaml`: its key, what it takes, what holds when it is
/// absent. There are no other settings; a key that does not stand here is an error.
public enum Setting {
    DATABASE_URL(
            "database.url",
            Kind.TEXT,
            "",
            "an outside PostgreSQL (15 or later), as jdbc:postgresql://host/database; empty: the embedded one"),
    DATABASE_USER(
            "database.user",
            Kind.TEXT,
            "haetae_owner",
            "role that owns the outside database; may create roles"),
    DATABASE_PASSWORD_FILE(
            "database.password-file", Kind.TEXT, "", "file that holds the password of that role"),
    DATABASE_CONNECTIONS(
            "database.connections", Kind.NUMBER, "16", "connections held at once, at most"),

    KEYS_PASSPHRASE_FILE(
            "keys.passphrase-file",
            Kind.TEXT,
            "",
            "file or descriptor (/dev/fd/3) with the passphrase or PIN that opens the keys of this home; empty: asked for"),
    KEYS_FILE(
            "keys.file",
            Kind.TEXT,
            "",
            "file outside the home that opens its keys, once `haetae keys wrap --by file` has run"),
    KEYS_TOKEN_LIBRARY(
            "keys.token-library",
            Kind.TEXT,
            "",
            "PKCS #11 library of the token that opens the keys"),
    KEYS_TOKEN_SLOT(
            "keys.token-slot", Kind.NUMBER, "0", "which of that library's slots, counted from 0"),
    KEYS_TOKEN_KEY("keys.token-key", Kind.TEXT, "haetae", "name of the key in the token"),

    ARCHIVE_STORE(
            "archive.store",
            Kind.TEXT,
            "",
            "where sealed files and inventories lie once an accession is settled: s3://bucket/folder; empty: in the home"),

    LEDGER_LOCK(
            "ledger.lock",
            Kind.TEXT,
            "",
            "where the newest signed head of the ledger is held a second time, so that an older copy of this home is never signed on: a folder of another disk, or s3://bucket/folder; empty: only in keys/"),

    BACKUP_TO(
            "backup.to",
            Kind.TEXT,
            "",
            "where `haetae backup` puts the backup when it is not told: a folder, or s3://bucket/folder"),

    BACKUP_HOURS(
            "backup.hours",
            Kind.NUMBER,
            "24",
            "a running server goes on with the backup at backup.to so often; 0: never"),

    SERVER_ADDRESS(
            "server.address", Kind.TEXT, "127.0.0.1", "address on which the pages are served"),
    SERVER_PORT("server.port", Kind.NUMBER, "8080", "port on which the pages are served"),

    WORKERS("workers", Kind.NUMBER, "2", "processes that read files at the same time"),
    WORKER_MEMORY_MB(
            "worker.memory-mb",
            Kind.NUMBER,
            "512",
            "heap of the process that tries again what the usual heap (160, or this if it is less) was too small for, in MB"),
    WORKER_FILES(
            "worker.files",
            Kind.NUMBER,
            "4000",
            "files after which a worker is replaced; plain texts count for a fiftieth"),
    SANDBOX(
            "sandbox",
            Kind.TEXT,
            "required",
            "required: files are read only in a confined process; none: also without (noted in the log)"),

    EXTRACT_OCR("extract.ocr", Kind.YES_NO, "yes", "read the words in page images"),
    EXTRACT_TEXT_SECONDS(
            "extract.text-seconds", Kind.NUMBER, "30", "time to read one file, in seconds"),
    EXTRACT_RENDER_SECONDS(
            "extract.render-seconds",
            Kind.NUMBER,
            "120",
            "time to make some page images of one file, in seconds"),
    EXTRACT_OCR_SECONDS(
            "extract.ocr-seconds",
            Kind.NUMBER,
            "600",
            "time to read the words in some page images of one file, in seconds"),
    EXTRACT_DEPTH(
            "extract.depth",
            Kind.NUMBER,
            "10",
            "containers within containers, at most; 0: no parts are taken out"),
    EXTRACT_PARTS("extract.parts", Kind.NUMBER, "10000", "parts of one container, at most"),
    EXTRACT_PAGES("extract.pages", Kind.NUMBER, "10000", "pages of one file, at most"),
    EXTRACT_TEXT_MB("extract.text-mb", Kind.NUMBER, "32", "text of one file, at most, in MB"),
    EXTRACT_FILE_MB(
            "extract.file-mb", Kind.NUMBER, "4096", "size of a file that is read, at most, in MB"),
    EXTRACT_RATIO(
            "extract.ratio", Kind.NUMBER, "100", "unpacked to packed size after 10 MB, at most"),
    EXTRACT_IMAGE_SIDE(
            "extract.image-side",
            Kind.NUMBER,
            "10000",
            "pixels of an image's longer side, at most"),

    SUGGEST_MODEL(
            "suggest.model",
            Kind.TEXT,
            "",
            "address on this machine of a model of your own that proposes claims as well: http://127.0.0.1:PORT/PATH; empty: none is asked"),

    RESOLVE_AUTOMATIC(
            "resolve.automatic",
            Kind.LINES,
            "",
            "compartments, by name or id, in which `haetae resolve --join` joins entities without a person; empty: in none"),

    WITNESSES(
            "witnesses",
            Kind.LINES,
            "",
            "who remembers the heads of the ledger from outside: a list, each an address and a file of the witness's verifier keys"),
    WITNESS_QUORUM(
            "witness.quorum",
            Kind.NUMBER,
            "1",
            "witnesses that should have cosigned one head, else verify warns"),
    WITNESS_MINUTES(
            "witness.minutes",
            Kind.NUMBER,
            "10",
            "a witness is asked so often, at most, while there is something new"),
    WITNESS_DAYS(
            "witness.days",
            Kind.NUMBER,
            "7",
            "verify warns when enough witnesses have not cosigned for so long"),

    TIMESTAMP_AUTHORITIES(
            "timestamp.authorities",
            Kind.LINES,
            "",
            "who stamps the heads of the ledger with the time (RFC 3161): a list, each a name, an address and a file of root certificates"),
    TIMESTAMP_MINUTES(
            "timestamp.minutes",
            Kind.NUMBER,
            "60",
            "an authority is asked so often, at most, while there is something new"),
    TIMESTAMP_DAYS(
            "timestamp.days",
            Kind.NUMBER,
            "7",
            "verify warns when there was no timestamp for so long"),
    TIMESTAMP_RENEWAL_DAYS(
            "timestamp.renewal-days",
            Kind.NUMBER,
            "90",
            "verify warns so long before timestamps end that no later one covers"),

    VERIFY_DAILY_PERCENT(
            "verify.daily-percent",
            Kind.NUMBER,
            "3",
            "share of the sealed files that the server reads anew each day, those first that were read longest ago; 0: none"),

    SESSION_IDLE_MINUTES(
            "session.idle-minutes", Kind.NUMBER, "120", "a sign-in ends after so long unused"),
    SESSION_HOURS("session.hours", Kind.NUMBER, "12", "a sign-in ends after so long in any case");

    /// What a setting takes.
    public enum Kind {
        TEXT,
        /// A whole number, 0 or more.
        NUMBER,
        /// `yes` or `no`.
        YES_NO,
        /// A list of texts, each without a line break; empty when there is none.
        LINES
    }

    private final String key;
    private final Kind kind;
    private final String standard;
    private final String meaning;

    Setting(String key, Kind kind, String standard, String meaning) {
        this.key = key;
        this.kind = kind;
        this.standard = standard;
        this.meaning = meaning;
    }

    /// The key as written in the file, words joined by points.
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /// What holds when the file does not say.
    public String standard() {
        return standard;
    }

    /// One line for a person who sets it.
    public String meaning() {
        return meaning;
    }
}
