package org.authorityledger.proof.note;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;

/**
 * The head of a log at one size: the text that C2SP {@code tlog-checkpoint} specifies.
 *
 * @param origin names the log
 * @param size how many leaves
 * @param root the root over them
 * @param extensions further lines, opaque to the specification
 */
public record Checkpoint(String origin, TreeSize size, Hash root, List<String> extensions) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    /**
     * Reads the text of a note as a checkpoint.
     *
     * @throws IllegalArgumentException if it is not a checkpoint
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a checkpoint ends with a line break");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (lines.length < 3) {
            throw new IllegalArgumentException("a checkpoint has an origin, a size and a root");
        }
        for (String line : lines) {
            if (line.isEmpty()) {
                throw new IllegalArgumentException("a checkpoint has no empty lines");
            }
        }
        return new Checkpoint(lines[0], size(lines[1]), Hash.ofBase64(lines[2]), List.of(lines).subList(3, lines.length));
    }

    /**
     * Reads a size in decimal without leading zeroes.
     *
     * @throws IllegalArgumentException if it is not a size
     */
    public static TreeSize size(String text) {
        if (!SIZE.matcher(text).matches()) {
            throw new IllegalArgumentException("a size is a number in decimal without leading zeroes");
        }
        return new TreeSize(Long.parseLong(text));
    }

    /** The rest of the one extension line that begins with this word and a space. */
    public Optional<String> extension(String word) {
        List<String> found = extensions.stream().filter(line -> line.startsWith(word + " ")).toList();
        return found.size() == 1 ? Optional.of(found.getFirst().substring(word.length() + 1)) : Optional.empty();
    }

    /** The text to sign. */
    public String text() {
        StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n').append(root).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
