package org.zonekeeper.simulators.contacts;

/**
 * A line that was left out, and why.
 *
 * @param file the file's name as the user gave it
 * @param line its number, from 1, the header included
 * @param wrong what was found
 * @param allowed what would have been right
 */
public record BrokenLine(String file, long line, String wrong, String allowed) {
  @Override
  public String toString() {
    return "%s:%d: %s; allowed: %s".formatted(file, line, wrong, allowed);
  }
}
