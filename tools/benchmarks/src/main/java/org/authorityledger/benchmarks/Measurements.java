package org.authorityledger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one run measured, printed as a table and kept as JSON, so that two runs can be compared. */
final class Measurements {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Measurement> all = new LinkedHashMap<>();

    /**
     * One measurement.
     *
     * @param unit such as {@code /s}, for which more is better, or {@code s} and {@code ms}, for which less is
     * @param limit what the machine gives for such work, measured in the same run
     * @param of what the limit is
     */
    record Measurement(double value, String unit, @Nullable Double median, @Nullable Double p99, @Nullable Double limit,
            @Nullable String of) {

        static Measurement of(double value, String unit) {
            return new Measurement(value, unit, null, null, null, null);
        }

        static Measurement of(Load.Result result) {
            return new Measurement(result.perSecond(), "/s", result.median(), result.p99(), null, null);
        }

        /** Beside its limit. */
        Measurement beside(double least, String what) {
            return new Measurement(value, unit, median, p99, least, what);
        }

        /** How near it comes to its limit: 1 is as fast; null without a limit. */
        @Nullable
        Double ratio() {
            return limit == null ? null : unit.equals("/s") ? value / limit : limit / value;
        }
    }

    /** Takes one, and prints it. */
    void add(String name, Measurement measurement) {
        all.put(name, measurement);
        System.out.println(row(name, measurement));
    }

    private static String row(String name, Measurement one) {
        Double ratio = one.ratio();
        return "| %s | %s | %s | %s | %s |".formatted(name, number(one.value()) + " " + one.unit(),
                one.median() == null || one.p99() == null ? "" : "%.2f / %.1f ms".formatted(one.median(), one.p99()),
                one.limit() == null ? "" : one.of() + " " + number(one.limit()) + " " + one.unit(),
                ratio == null ? "" : "%.2f".formatted(ratio));
    }

    private static String number(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }

    /** The whole table, as a page shows it. */
    void print() {
        System.out.println();
        System.out.println("| work | measured | median / p99 | limit in the same run | ratio |");
        System.out.println("| --- | --- | --- | --- | --- |");
        all.forEach((name, one) -> System.out.println(row(name, one)));
    }

    void write(Path file) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        all.forEach((name, one) -> object.set(name, JSON.valueToTree(one)));
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object));
    }

    /**
     * Prints how the second of two runs differs from the first.
     *
     * <p>usage: {@code compare before.json after.json}
     */
    static void compare(String... arguments) throws IOException {
        JsonNode before = JSON.readTree(Files.readString(Path.of(arguments[0])));
        JsonNode after = JSON.readTree(Files.readString(Path.of(arguments[1])));
        System.out.println("| work | before | after | times as fast | of the limit, before and after |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Map.Entry<String, JsonNode> entry : after.properties()) {
            if (before.has(entry.getKey())) {
                Measurement first = JSON.treeToValue(before.get(entry.getKey()), Measurement.class);
                Measurement second = JSON.treeToValue(entry.getValue(), Measurement.class);
                double times = second.unit().equals("/s") ? second.value() / first.value() : first.value() / second.value();
                Double was = first.ratio();
                Double is = second.ratio();
                System.out.printf("| %s | %s %s | %s %s | %.2f | %s |%n", entry.getKey(), number(first.value()), first.unit(),
                        number(second.value()), second.unit(), times, was == null || is == null ? "" : "%.2f, %.2f".formatted(was, is));
            }
        }
    }
}
