package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ScatterPlotTest {
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
                .series("second", List.of(20L, 40L)));
    // One more for each series in the legend.
    var circles = svg.getElementsByTagName("circle");
    assertThat(circles.getLength()).isEqualTo(3 + 2 + 2);
    for (int i = 0; i < circles.getLength(); i++) {
      double y =
          Double.parseDouble(circles.item(i).getAttributes().getNamedItem("cy").getNodeValue());
      assertThat(y).isBetween(0.0, 480.0);
    }
    assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a < b & c");
  }

  private static Document parsed(ScatterPlot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(plot.svg())));
  }
}
