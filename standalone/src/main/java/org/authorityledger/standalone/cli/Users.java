package org.authorityledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger user}: the people who may sign in to a running ledger. */
@Command(name = "user", mixinStandardHelpOptions = true, subcommands = { Users.Add.class, Users.Show.class, Users.Scope.class,
        Users.Disable.class,
        Users.Enable.class}, description = "Adds, lists, scopes, disables and enables the people who may sign in to a running ledger.")
final class Users implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATH = "/api/people";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: add, list, scope, disable or enable.");
    }

    private static ArrayNode roles(List<String> roles) {
        ArrayNode upper = JSON.createArrayNode();
        roles.forEach(role -> upper.add(role.toUpperCase(Locale.ROOT)));
        return upper;
    }

    /** A command that calls a running ledger and prints what came of it. */
    abstract static class Calling implements Callable<Integer> {

        @Mixin
        @SuppressWarnings("NullAway.Init")
        LedgerAtUrl ledger;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        final void print(String line) {
            spec.commandLine().getOut().println(line);
        }
    }

    /** {@code ledger user add}. */
    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a person and prints the password with which they sign in first. They must change it then.")
    static final class Add extends Calling {

        @Parameters(index = "0", paramLabel = "<username>", description = "In lower case, such as jane.doe. Their records name it.")
        @SuppressWarnings("NullAway.Init")
        private String username;

        @Option(names = "--name", paramLabel = "<name>", description = "The person's name (default: the username).")
        private @Nullable String name;

        @Option(names = "--role", paramLabel = "<role>", description = "A role: recorder, auditor, investigator or admin. May be given several times.")
        private List<String> roles = new ArrayList<>();

        @Override
        public Integer call() throws InterruptedException {
            ObjectNode body = JSON.createObjectNode().put("username", username).put("name", name == null ? username : name);
            body.set("roles", roles(roles));
            JsonNode made = ledger.post(PATH, body.toString());
            print("Added " + made.path("username").asString() + ". First password, shown only now: "
                    + made.path("password").asString());
            return 0;
        }
    }

    /** {@code ledger user list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the people who have an account.")
    static final class Show extends Calling {

        @Override
        public Integer call() throws InterruptedException {
            for (JsonNode one : ledger.get(PATH).path("items")) {
                String held = String.join(", ",
                        one.path("roles").valueStream().map(role -> role.asString().toLowerCase(Locale.ROOT)).toList());
                print(one.path("username").asString() + "  " + one.path("name").asString() + "  "
                        + (held.isEmpty() ? "no role" : held)
                        + (one.has("scope")
                                ? "  sees only " + String.join(", ", one.path("scope").valueStream().map(JsonNode::asString).toList())
                                : "")
                        + (one.path("disabled").asBoolean() ? "  disabled" : ""));
            }
            return 0;
        }
    }

    /** {@code ledger user scope}. */
    @Command(name = "scope", mixinStandardHelpOptions = true, description = "A person who is an auditor sees only what concerns some issuers, or everything again.")
    static final class Scope extends Calling {

        @Parameters(index = "0", paramLabel = "<username>", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String username;

        @Parameters(index = "1..*", paramLabel = "<issuer>", description = "The ids of the issuers. None: everything.")
        private List<String> issuers = new ArrayList<>();

        @Override
        public Integer call() throws InterruptedException {
            String path = PATH + "/" + username + "/scope";
            if (issuers.isEmpty()) {
                ledger.delete(path);
                print(username + " sees everything.");
                return 0;
            }
            ArrayNode ids = JSON.createArrayNode();
            issuers.forEach(ids::add);
            ledger.put(path, JSON.createObjectNode().set("issuers", ids).toString());
            print(username + " sees only " + String.join(", ", issuers) + ".");
            return 0;
        }
    }

    /** {@code ledger user disable}. */
    @Command(name = "disable", mixinStandardHelpOptions = true, description = "A person may no longer sign in; their sessions end and their keys are refused.")
    static final class Disable extends Change {

        Disable() {
            super(true);
        }
    }

    /** {@code ledger user enable}. */
    @Command(name = "enable", mixinStandardHelpOptions = true, description = "A disabled person may sign in again.")
    static final class Enable extends Change {

        Enable() {
            super(false);
        }
    }

    /** What disabling and enabling share: all else of the person stays. */
    abstract static class Change extends Calling {

        private final boolean disabled;

        @Parameters(index = "0", paramLabel = "<username>", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String username;

        Change(boolean disabled) {
            this.disabled = disabled;
        }

        @Override
        public Integer call() throws InterruptedException {
            JsonNode person = ledger.get(PATH).path("items").valueStream().filter(one -> one.path("username").asString().equals(username))
                    .findFirst().orElseThrow(() -> new LedgerAtUrl.Refused("there is no person " + username + "."));
            ObjectNode body = JSON.createObjectNode().put("name", person.path("name").asString());
            body.set("roles", person.path("roles"));
            ledger.put(PATH + "/" + username, body.put("disabled", disabled).toString());
            print(username + " is " + (disabled ? "disabled." : "enabled."));
            return 0;
        }
    }
}
