package org.haetae.extract;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Random;

/// Mains of processes that do not keep to the protocol.
public final class Misbehaved {
    private Misbehaved() {}

    public static void main(String[] arguments) throws Exception {
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        switch (arguments[0]) {
            case "dies-at-once" -> {
                System.err.println("no such thing");
                System.exit(5);
            }
            case "wrong-hello" -> frame(out, 'h', new byte[] {0, 0, 0, 99});
            case "noise" -> {
                byte[] noise = new byte[1 << 20];
                new Random(7).nextBytes(noise);
                out.write(noise);
            }
            default -> frame(out, 'h', new byte[] {0, 0, 0, 1});
        }
        switch (arguments[0]) {
            case "talks-unasked" -> {
                frame(out, 't', new byte[] {0, 0, 0, 1, 'x'});
                Thread.sleep(100_000);
            }
            case "garbage" -> {
                in.read();
                byte[] noise = new byte[1 << 20];
                new Random(7).nextBytes(noise);
                out.write(noise);
                Thread.sleep(100_000);
            }
            case "huge-frame" -> {
                in.read();
                out.write('p');
                out.writeInt(Integer.MAX_VALUE);
                Thread.sleep(100_000);
            }
            case "negative-length" -> {
                in.read();
                out.write('p');
                out.writeInt(-5);
                Thread.sleep(100_000);
            }
            case "lying-string" -> {
                in.read();
                frame(out, 't', new byte[] {0x7f, -1, -1, -1, 'x'});
                Thread.sleep(100_000);
            }
            case "floods-pages" -> {
                in.read();
                byte[] page = new byte[12 + 60_000];
                page[3] = 1;
                java.nio.ByteBuffer.wrap(page).putInt(1).putInt(-1).putInt(60_000);
                while (true) {
                    frame(out, 'p', page);
                }
            }
            case "floods-stderr" -> {
                in.read();
                byte[] words = "x".repeat(10_000).getBytes();
                while (true) {
                    System.err.write(words);
                }
            }
            case "floods-pulses" -> {
                in.read();
                while (true) {
                    frame(out, 'u', new byte[0]);
                }
            }
            case "answers-another" -> {
                in.read();
                byte[] verdict = new byte[25];
                java.nio.ByteBuffer.wrap(verdict).putInt(12_345);
                frame(out, 'v', verdict);
                Thread.sleep(100_000);
            }
            case "ignores-input" -> Thread.sleep(100_000);
            case "closes-output" -> {
                in.read();
                out.close();
                Thread.sleep(100_000);
            }
            case "bytes-of-no-part" -> {
                in.read();
                frame(out, 'd', new byte[10]);
                Thread.sleep(100_000);
            }
            case "endless-parts" -> {
                in.read();
                while (true) {
                    frame(
                            out,
                            'b',
                            new byte[] {
                                0, 0, 0, 1, 'x', 0, 0, 0, 1, 'x', -1, -1, -1, -1, 0, 0, 0, 0, 0, 0,
                                0, 0, 0
                            });
                    frame(out, 'd', new byte[10]);
                    frame(out, 'e', new byte[0]);
                }
            }
            default -> {}
        }
    }

    private static void frame(DataOutputStream out, char kind, byte[] payload) throws IOException {
        byte[] whole = new byte[5 + payload.length];
        java.nio.ByteBuffer.wrap(whole).put((byte) kind).putInt(payload.length).put(payload);
        out.write(whole);
    }
}
