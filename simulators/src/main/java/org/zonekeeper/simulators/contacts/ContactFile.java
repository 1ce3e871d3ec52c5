package org.zonekeeper.simulators.contacts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.settings.FileTrouble;

/**
 * Reads campaign lists: semicolon-separated text with a header, in UTF-8. Needs the columns of
 * {@link #COLUMNS}, in any order; others are passed over. Stateless; any thread, blocking.
 *
 * <p>A broken line costs only itself: it is left out and told with its number. A file without a
 * needed column, or without a usable line, is refused with {@link UnusableContactsException}.
 */
public final class ContactFile {
  /** Seconds of talk, attempts made, attempts before the campaign, the result. */
  public static final List<String> COLUMNS = List.of("duration", "campaign", "previous", "y");

  private static final String SAMPLE = "bank-sample.csv";
  private static final int LONGEST_TALK_SECONDS = 24 * 60 * 60;
  private static final int MOST_ATTEMPTS = 1000;

  private ContactFile() {}

  /** The 500 contacts that ship with the simulators; their source stands beside the file. */
  public static ContactList sample() {
    try (InputStream in = ContactFile.class.getResourceAsStream(SAMPLE)) {
      return read(new InputStreamReader(in, StandardCharsets.UTF_8), SAMPLE, "bank");
    } catch (IOException e) {
      throw new UnusableContactsException("the sample of contacts cannot be read", e);
    }
  }

  /**
   * Reads a file; the list is named after it.
   *
   * @throws UnusableContactsException if it cannot be read or used
   */
  public static ContactList read(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_-]", "-");
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toString(), name);
    } catch (IOException e) {
      throw new UnusableContactsException(
          "contact file %s cannot be read: %s".formatted(file, FileTrouble.reason(e)), e);
    }
  }

  static ContactList read(Reader reader, String file, String name) throws IOException {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    var schema = CsvSchema.emptySchema().withColumnSeparator(';');
    try (MappingIterator<String[]> rows =
        mapper.readerFor(String[].class).with(schema).readValues(reader)) {
      return new Lines(file, name).readAll(rows);
    }
  }

  /** Reading one file: where the columns are, what is good, what is broken. */
  private static final class Lines {
    private final String file;
    private final String name;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<BrokenLine> broken = new ArrayList<>();
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private int width;
    private int rows;

    Lines(String file, String name) {
      this.file = file;
      this.name = name;
    }

    ContactList readAll(MappingIterator<String[]> source) throws IOException {
      long line = 1;
      try {
        while (source.hasNextValue()) {
          line = source.getCurrentLocation().getLineNr();
          String[] cells = source.nextValue();
          if (positions.isEmpty()) {
            readHeader(cells);
          } else {
            readRow(cells, line);
          }
        }
      } catch (JacksonException e) {
        // What cannot even be cut into cells swallows the rest of the file: an open quote.
        broken.add(
            new BrokenLine(
                file, line, e.getOriginalMessage(), "semicolon-separated cells, quotes closed"));
      }
      if (contacts.isEmpty()) {
        throw new UnusableContactsException(
            "contact file %s has no usable line%s"
                .formatted(
                    file, broken.isEmpty() ? "" : "; the first fault is " + broken.getFirst()));
      }
      return new ContactList(name, contacts, broken);
    }

    private void readHeader(String[] header) {
      List<String> names = Arrays.stream(header).map(String::strip).toList();
      List<String> missing = COLUMNS.stream().filter(column -> !names.contains(column)).toList();
      if (!missing.isEmpty()) {
        throw new UnusableContactsException(
            "contact file %s lacks the column(s) %s; its header is '%s', needed are %s, separated by semicolons"
                .formatted(
                    file,
                    String.join(", ", missing),
                    String.join(";", names),
                    String.join(", ", COLUMNS)));
      }
      COLUMNS.forEach(column -> positions.put(column, names.indexOf(column)));
      width = header.length;
    }

    private void readRow(String[] cells, long line) {
      rows++;
      if (cells.length != width) {
        broken.add(
            new BrokenLine(
                file, line, "it has " + cells.length + " cells", width + " cells, as the header"));
        return;
      }
      try {
        contacts.add(
            new Contact(
                "%s-%06d".formatted(name, rows),
                number(cells, "duration", 0, LONGEST_TALK_SECONDS),
                number(cells, "campaign", 1, MOST_ATTEMPTS),
                number(cells, "previous", 0, MOST_ATTEMPTS),
                agreed(cells)));
      } catch (BrokenCellException e) {
        broken.add(new BrokenLine(file, line, e.getMessage(), e.allowed));
      }
    }

    private int number(String[] cells, String column, int least, int most)
        throws BrokenCellException {
      String cell = cells[positions.get(column)].strip();
      if (cell.matches("\\d{1,9}")) {
        int number = Integer.parseInt(cell);
        if (number >= least && number <= most) {
          return number;
        }
      }
      throw new BrokenCellException(
          column + " is '" + cell + "'", "a whole number from " + least + " to " + most);
    }

    private boolean agreed(String[] cells) throws BrokenCellException {
      String cell = cells[positions.get("y")].strip();
      return switch (cell) {
        case "yes", "1" -> true;
        case "no", "0" -> false;
        default -> throw new BrokenCellException("y is '" + cell + "'", "yes, no, 1 or 0");
      };
    }
  }

  private static final class BrokenCellException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String allowed;

    BrokenCellException(String wrong, String allowed) {
      super(wrong);
      this.allowed = allowed;
    }
  }
}
