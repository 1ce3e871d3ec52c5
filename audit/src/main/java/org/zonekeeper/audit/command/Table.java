package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for the terminal, its columns as wide as their widest cell; the last is not padded.
 * Confined to one thread.
 */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** One more row, with as many cells as there are headings. */
  public Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    if (row.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "%s has not as many cells as %s".formatted(row, rows.getFirst()));
    }
    rows.add(row);
    return this;
  }

  /** Whether there is nothing under the headings. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  public void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(i == 0 ? "" : "  ").append(row.get(i));
        if (i < columns - 1) {
          line.append(" ".repeat(widths[i] - row.get(i).length()));
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
