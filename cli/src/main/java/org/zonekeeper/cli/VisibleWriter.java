package org.zonekeeper.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import org.zonekeeper.schemas.limit.Texts;

/**
 * The way to the terminal of every command: what steers a terminal, or turns a text round, is not
 * let through, whichever record, name or cause it came with. Lines and tabs are ours. Used by one
 * thread at a time, as any writer is.
 */
final class VisibleWriter extends FilterWriter {
  private static final int NONE = -1;

  /** The first half of a pair that another write may complete. */
  private int pending = NONE;

  private VisibleWriter(Writer out) {
    super(out);
  }

  /** To a stream, in the terminal's own character set. */
  static PrintWriter to(OutputStream stream) {
    return to(new OutputStreamWriter(stream, Charset.defaultCharset()));
  }

  static PrintWriter to(Writer writer) {
    return new PrintWriter(new VisibleWriter(writer), /* autoFlush= */ true);
  }

  @Override
  public void write(int character) throws IOException {
    write(new char[] {(char) character}, 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    StringBuilder all = new StringBuilder(length + 1);
    if (pending != NONE) {
      all.append((char) pending);
      pending = NONE;
    }
    all.append(text, from, from + length);
    if (!all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1))) {
      pending = all.charAt(all.length() - 1);
      all.setLength(all.length() - 1);
    }
    out.write(shown(all));
  }

  private static String shown(CharSequence all) {
    StringBuilder shown = new StringBuilder(all.length());
    int begin = 0;
    for (int i = 0; i < all.length(); i++) {
      char character = all.charAt(i);
      if (character == '\n' || character == '\r' || character == '\t') {
        shown.append(Texts.visible(all.subSequence(begin, i).toString())).append(character);
        begin = i + 1;
      }
    }
    return shown.append(Texts.visible(all.subSequence(begin, all.length()).toString())).toString();
  }
}
