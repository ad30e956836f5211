package org.authorityledger.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.history.ActJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The {@link StandardLoad} as clients send it: the lines of an import. */
final class StandardImport {

    private static final int AT_ONCE = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private StandardImport() {}

    /** Writes a file: {@code load FILE [grants]}. */
    static void run(String... arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        System.out.printf("%,d lines in %s%n", write(arguments.length < 2 ? 200_000 : Integer.parseInt(arguments[1]), file), file);
    }

    /** Writes the lines, and returns how many they are. */
    static long write(int grants, Path file) throws IOException {
        long[] lines = new long[1];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            new StandardLoad(grants).acts(AT_ONCE, events -> events.forEach(event -> {
                try {
                    out.write(JSON.writeValueAsBytes(line(event.act())));
                    out.write('\n');
                    lines[0]++;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        return lines[0];
    }

    /** The command by which an act is recorded. Its terms stand beside its other fields. */
    private static ObjectNode line(LegalAct act) {
        ObjectNode line = JSON.createObjectNode().put("command", switch (act) {
            case PowerOfAttorneyGranted grant -> "GrantPowerOfAttorney";
            case PowerOfAttorneyRevoked revocation -> "RevokePowerOfAttorney";
            case PowerOfAttorneyCorrected correction -> "CorrectPowerOfAttorney";
            default -> throw new IllegalArgumentException("not in the standard load: " + act);
        });
        ObjectNode payload = (ObjectNode) JSON.readTree(ActJson.write(act));
        if (payload.remove("terms") instanceof ObjectNode terms) {
            line.setAll(terms);
        }
        line.setAll(payload);
        return line;
    }
}
