package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotsTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void each_value_is_a_dot_and_the_file_is_svg_in_any_language() throws Exception {
    Locale.setDefault(Locale.GERMANY);
    Document svg =
        parsed(
            new ScatterPlot("a < b & c", "loss", "ms")
                .series("first", List.of(100L, 350L, 200L))
                .series("second", List.of(20L, 40L))
                .svg());
    // One more for each series in the legend.
    assertThat(attributes(svg, "circle", "cy"))
        .hasSize(3 + 2 + 2)
        .allSatisfy(y -> assertThat(Double.parseDouble(y)).isBetween(0.0, 480.0));
    assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a < b & c");
  }

  @Test
  void curves_of_different_lengths_share_their_axis() throws Exception {
    Document svg =
        parsed(
            new CurvePlot("throughput", "agents", "1/s")
                .curve("1 zone", Map.of(500, 120L, 1_000, 240L))
                .curve("8 zones", Map.of(500, 130L, 1_000, 250L, 2_000, 400L))
                .svg());
    List<String> texts = new ArrayList<>();
    var all = svg.getElementsByTagName("text");
    for (int i = 0; i < all.getLength(); i++) {
      texts.add(all.item(i).getTextContent());
    }
    assertThat(texts).contains("1 zone", "8 zones").containsSubsequence("500", "1,000", "2,000");
    // One dot for each value behind each legend's: equal amounts stand above each other.
    assertThat(attributes(svg, "circle", "cx").subList(1, 3))
        .isEqualTo(attributes(svg, "circle", "cx").subList(4, 6));
  }

  private static List<String> attributes(Document svg, String element, String attribute) {
    List<String> values = new ArrayList<>();
    var all = svg.getElementsByTagName(element);
    for (int i = 0; i < all.getLength(); i++) {
      values.add(all.item(i).getAttributes().getNamedItem(attribute).getNodeValue());
    }
    return values;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
