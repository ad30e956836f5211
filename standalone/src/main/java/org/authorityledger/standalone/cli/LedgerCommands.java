package org.authorityledger.standalone.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Objects;
import org.authorityledger.standalone.cli.LedgerCommands.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code ledger}. Each command is a class of its own, listed in the subcommands here. */
@Command(name = "ledger", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        Serve.class, VerifyLedger.class, ExportLedger.class,
        RebuildRegister.class,
        Users.class,
        ReadDocuments.class,
        AuditFilings.class,
        FetchFilings.class}, description = "Who was allowed to sign which SEC form, for whom, on which day, and how do we know?", footer = {
                "", "Without a command, starts the ledger. For help: ledger help <command>, or ledger <command> --help"})
public final class LedgerCommands implements Runnable {

    private static final String SERVE = "serve";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private LedgerCommands() {}

    /** The name and version of this build. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{ "Authority Ledger "
                    + Objects.requireNonNullElse(LedgerCommands.class.getPackage().getImplementationVersion(), "(not packaged)")};
        }
    }

    /**
     * Whether these arguments start the ledger. The commands below cannot decide that: each setting of the server is an option too, and
     * only the server knows them all.
     */
    public static boolean serves(String... arguments) {
        if (arguments.length == 0) {
            return true;
        }
        boolean asksForHelp = Arrays.stream(arguments).anyMatch(argument -> argument.equals("--help") || argument.equals("-h"));
        boolean asksForVersion = arguments[0].equals("--version") || arguments[0].equals("-V");
        return (arguments[0].equals(SERVE) || arguments[0].startsWith("-")) && !asksForHelp && !asksForVersion;
    }

    /**
     * Runs a command.
     *
     * @return the exit code: 0 for success, 1 for a failure or a negative answer, 2 for wrong arguments
     */
    public static int run(String... arguments) {
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new LedgerCommands()).addSubcommand(new CommandLine.HelpCommand()).setOut(out).setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println("ledger: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                }).execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, or leave it out to start the ledger.");
    }
}
