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

/** The command line: what {@code ledger} can be told. A new command is a class of its own, named among the subcommands here. */
@Command(name = "ledger", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        Serve.class, VerifyLedger.class, ExportLedger.class,
        RebuildRegister.class}, description = "Who was allowed to sign which SEC form, for whom, on which day, and how do we know?", footer = {
                "", "Without a command the ledger is served. Try: ledger help <command>, or ledger <command> --help"})
public final class LedgerCommands implements Runnable {

    private static final String SERVE = "serve";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private LedgerCommands() {}

    /** What this build calls itself. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{ "Authority Ledger "
                    + Objects.requireNonNullElse(LedgerCommands.class.getPackage().getImplementationVersion(), "(not packaged)")};
        }
    }

    /**
     * Whether the ledger is to be served. That is decided here and not by the commands below, since all settings of the server are options too,
     * and only the server knows them.
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
     * Does what the arguments say.
     *
     * @return what the process is to end with: 0 when it was done, 1 when it failed or the answer was no, 2 when the arguments are wrong
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
        throw new ParameterException(spec.commandLine(), "Say what to do, or nothing at all to serve the ledger.");
    }
}
