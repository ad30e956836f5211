package org.authorityledger.proof.tree;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a tile: up to 256 consecutive hashes of one level of the tree, as in C2SP {@code tlog-tiles}.
 *
 * @param level 0 for leaves; each hash of a higher level is the root of a full tile below
 * @param index its number on that level, from 0
 */
public record Tile(int level, long index) {

    /** Hashes of a full tile. */
    public static final int WIDTH = 256;

    private static final int HIGHEST = 63;
    private static final Pattern INDEX = Pattern.compile("((?:x[0-9]{3}/)*)([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");
    private static final int LONGEST_INDEX = 18;

    /**
     * What a path asks for.
     *
     * @param width the number of hashes or entries; 256 for a full tile
     */
    public record ParsedPath(long index, int width) {}

    /** The number of hashes of the tile in a tree of this size; 0 if the tile does not exist. */
    public int width(TreeSize size) {
        long hashes = level * 8 >= Long.SIZE - 1 ? 0 : size.value() >> (level * 8);
        return Math.clamp(hashes - index * WIDTH, 0, WIDTH);
    }

    /** {@code <L>/<N>}, and {@code .p/<W>} if it is partial. */
    public String path(int width) {
        return level + "/" + path(index, width);
    }

    /** {@code <N>[.p/<W>]}: three digits for each element, all but the last after an x. */
    public static String path(long index, int width) {
        StringBuilder path = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return width == WIDTH ? path.toString() : path + ".p/" + width;
    }

    private static String threeDigits(long number) {
        return Long.toString(1000 + number).substring(1);
    }

    /** Reads {@code <N>[.p/<W>]}; empty if it is not spelled as {@link #path} does. */
    public static Optional<ParsedPath> parse(String path) {
        Matcher matcher = INDEX.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1).replaceAll("[x/]", "") + matcher.group(2);
        if (digits.length() > LONGEST_INDEX) {
            return Optional.empty();
        }
        int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
        long index = Long.parseLong(digits);
        boolean canonical = (width < WIDTH || matcher.group(3) == null) && path(index, width).equals(path);
        return canonical ? Optional.of(new ParsedPath(index, width)) : Optional.empty();
    }

    /** Reads {@code <L>}; empty if it is not a level. */
    public static Optional<Integer> parseLevel(String text) {
        return LEVEL.matcher(text).matches() && Integer.parseInt(text) <= HIGHEST ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
