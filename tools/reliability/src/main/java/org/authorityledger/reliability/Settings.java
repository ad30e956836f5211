package org.authorityledger.reliability;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of an attack, by name. */
record Settings(Map<String, String> values) {

    Settings {
        values = Map.copyOf(values);
    }

    /** Reads {@code --name=value} from the given argument on. */
    static Settings parse(String[] arguments, int from) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = from; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            if (!parts[0].startsWith("--") || parts.length < 2) {
                throw new IllegalArgumentException("not --name=value: " + arguments[i]);
            }
            values.put(parts[0].substring(2), parts[1]);
        }
        return new Settings(values);
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Where random choices begin: the same seed makes the same choices. */
    long seed() {
        String value = values.get("seed");
        return value == null ? System.nanoTime() & 0xffffff : Long.parseLong(value);
    }
}
