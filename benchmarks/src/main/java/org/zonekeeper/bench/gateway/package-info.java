/** {@code zonekeeper bench gateway}: how many desktops one gateway carries. */
package org.zonekeeper.bench.gateway;
