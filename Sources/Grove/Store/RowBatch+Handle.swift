// One row of a batch, for loaders that set a few cells of many rows.

extension RowBatch {
  /// The handle of a row, counted from 0 within the batch.
  public func handle(_ offset: Int) -> RowHandle {
    RowHandle(kind: kind, row: first + offset)
  }
}
