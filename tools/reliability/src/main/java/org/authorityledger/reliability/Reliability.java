package org.authorityledger.reliability;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs attacks by their names, with settings as {@code --name=value}: {@code java -jar reliability.jar kills --rounds=20
 * --clients=8}. Without a name, runs all of them. The exit code is 0 if the ledger withstood them, 1 if not, 2 if no attack has
 * that name.
 */
public final class Reliability {

    /** An attack on a ledger that it starts itself. Throws if the ledger fails it; else says what it did. */
    @FunctionalInterface
    interface Attack {
        String run(Settings settings) throws Exception;
    }

    private static final Map<String, Attack> ATTACKS = new LinkedHashMap<>();

    static {
        ATTACKS.put("kills", Kills::run);
        ATTACKS.put("slow-clients", SlowClients::run);
        ATTACKS.put("odd-requests", OddRequests::run);
        ATTACKS.put("little-memory", LittleMemory::run);
    }

    private Reliability() {}

    /**
     * Runs attacks and ends the process.
     *
     * @param arguments the name of an attack, or none for all, and settings
     */
    public static void main(String... arguments) throws Exception {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        if (named && !ATTACKS.containsKey(arguments[0])) {
            System.err.println("Name an attack: " + String.join(", ", ATTACKS.keySet()));
            System.exit(2);
            return;
        }
        Settings settings = Settings.parse(arguments, named ? 1 : 0);
        boolean withstood = true;
        for (Map.Entry<String, Attack> attack : ATTACKS.entrySet()) {
            if (named && !attack.getKey().equals(arguments[0])) {
                continue;
            }
            try {
                System.out.println(attack.getKey() + ": " + attack.getValue().run(settings));
            } catch (AssertionError e) {
                System.out.println(attack.getKey() + ": FAILED: " + e.getMessage());
                withstood = false;
            }
        }
        System.exit(withstood ? 0 : 1);
    }
}
