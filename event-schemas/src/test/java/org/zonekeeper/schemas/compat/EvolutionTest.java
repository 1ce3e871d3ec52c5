package org.zonekeeper.schemas.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that the check against released schemas can fail, and that it says where. */
class EvolutionTest {
  private static final String RELEASED =
      "{'name':'id','type':'string'},"
          + "{'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},"
          + "{'name':'mood','type':{'type':'enum','name':'Mood','symbols':['UP','DOWN']}},"
          + "{'name':'who','type':['null',{'type':'record','name':'Who','fields':["
          + "{'name':'age','type':'int'}]}],'default':null}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'name':'id','type':'string' | 'name':'key','type':'string' | Call.key: "
            + "READER_FIELD_MISSING_DEFAULT_VALUE",
        "'name':'id','type':'string' | 'name':'id','type':'long' | Call.id: TYPE_MISMATCH",
        "{'name':'age','type':'int'} | {'name':'age','type':'boolean'} | Call.who.age:"
            + " TYPE_MISMATCH",
        "'int'}]}] | 'int'},{'name':'size','type':'int'}]}] | Call.who.size: READER_FIELD_MISSING",
        "'UP','DOWN' | 'UP' | Call.mood: MISSING_ENUM_SYMBOLS",
        "'UP','DOWN' | 'UP','DOWN','FLAT' | the released schema cannot read the current one: at"
            + " Call.mood: MISSING_ENUM_SYMBOLS",
        "timestamp-millis | timestamp-micros | Call.at means timestamp-micros now and was released"
            + " as timestamp-millis",
        "{'type':'long','logicalType':'timestamp-millis'} | 'long' | Call.at means a plain long"
            + " now",
        "'name':'age','type':'int' | 'name':'age','type':'long' | the released schema cannot read"
            + " the current one: at Call.who.age: TYPE_MISMATCH",
      })
  void saysWhichFieldBreaks(String before, String after, String expected) {
    assertThat(RELEASED).contains(before);
    List<String> breaks = Evolution.breaks(call(RELEASED.replace(before, after)), call(RELEASED));

    assertThat(breaks).anySatisfy(line -> assertThat(line).contains(expected));
  }

  @Test
  void allowsAFieldWithADefault() {
    Schema grown = call(RELEASED + ",{'name':'note','type':'string','default':''}");

    assertThat(Evolution.breaks(grown, call(RELEASED))).isEmpty();
    assertThat(Evolution.breaks(call(RELEASED), grown)).isEmpty();
  }

  @Test
  void releasesOnlyWhatBreaksNothing(@TempDir Path root) throws IOException {
    var folder = new ReleaseFolder(root);
    folder.release("0.1.0", Map.of("calls", List.of(call(RELEASED))));
    Schema grown = call(RELEASED + ",{'name':'note','type':'string','default':''}");
    folder.release("0.2.0", Map.of("calls", List.of(grown)));

    assertThat(Files.readString(root.resolve("index.txt")))
        .isEqualTo("0.1.0/calls/sample.Call.avsc\n0.2.0/calls/sample.Call.avsc\n");
    assertThat(folder.read().in("calls")).containsExactly(call(RELEASED), grown);

    Schema broken = call(RELEASED.replace("'id'", "'key'"));
    assertThatThrownBy(() -> folder.release("0.3.0", Map.of("calls", List.of(broken))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("0.1.0/calls/sample.Call: ")
        .hasMessageContaining("0.2.0/calls/sample.Call: ")
        .hasMessageContaining("Call.key");
    assertThat(root.resolve("0.3.0")).doesNotExist();
    assertThatThrownBy(() -> folder.release("0.3.0", Map.of()))
        .hasMessageContaining("0.1.0/calls/sample.Call: was released and is gone");
    assertThatThrownBy(() -> folder.release("0.2.0", Map.of("calls", List.of(grown))))
        .hasMessageContaining("what is released never changes");
  }

  @Test
  void tellsAnIndexThatDoesNotFitItsFiles(@TempDir Path root) throws IOException {
    var folder = new ReleaseFolder(root);
    folder.release("0.1.0", Map.of("calls", List.of(call(RELEASED))));
    Path file = root.resolve("0.1.0/calls/sample.Call.avsc");

    Files.writeString(file, Files.readString(file).replace("\"Call\"", "\"Other\""));
    assertThatThrownBy(folder::read).hasMessageContaining("holds the schema of sample.Other");
    Files.delete(file);
    assertThatThrownBy(folder::read).hasMessageContaining("sample.Call.avsc, which is not there");
    Files.writeString(root.resolve("index.txt"), "somewhere/else");
    assertThatThrownBy(folder::read).hasMessageContaining("has the line 'somewhere/else'");
  }

  private static Schema call(String fields) {
    return new Schema.Parser()
        .parse(
            ("{'type':'record','name':'Call','namespace':'sample','fields':[" + fields + "]}")
                .replace('\'', '"'));
  }
}
