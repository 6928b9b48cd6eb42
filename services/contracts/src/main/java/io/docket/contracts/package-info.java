/// The wire: CloudEvents to commands and events to CloudEvents, topic names, the partitioner.
@NullMarked
package io.docket.contracts;

import org.jspecify.annotations.NullMarked;
