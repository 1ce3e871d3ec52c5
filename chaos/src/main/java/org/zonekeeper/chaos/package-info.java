/** {@code zonekeeper chaos}: failures by chance, under load, and whether anything was lost. */
package org.zonekeeper.chaos;
