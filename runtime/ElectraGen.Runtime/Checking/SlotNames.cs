namespace ElectraGen.Runtime.Checking;

/// <summary>What a slot of a model is called.</summary>
internal static class SlotNames
{
    /// <summary>
    /// The parameter's name in Hugging Face's terms, or the names of the planned slots of this place and shape: slots whose
    /// lifetimes are apart may share a place, so there can be several.
    /// </summary>
    public static string Of(IModel model, Slot slot)
    {
        if (slot.Segment.Kind is SegmentKind.Parameters or SegmentKind.Gradients or SegmentKind.FirstMoments or SegmentKind.SecondMoments)
        {
            IEnumerable<string> tensors = model.Parameters
                .Where(parameter => parameter.Place.Offset < slot.Offset + slot.Bytes && slot.Offset < parameter.Place.Offset + parameter.Place.Value.Bytes)
                .Select(parameter => parameter.Name);
            return $"{slot.Segment.Kind} of {string.Join(", ", tensors)}";
        }

        string[] names = [.. model.Plan.Slots.Where(planned => IsAt(planned.Slot, slot)).Select(planned => planned.Name).Distinct()];
        string name = names.Length == 0 ? slot.ToString() : string.Join(" or ", names);
        return slot.Segment.Kind == SegmentKind.Layer ? $"{name} of layer segment {slot.Segment.Index}" : name;
    }

    private static bool IsAt(Slot planned, Slot slot) =>
        planned.Segment.Kind == slot.Segment.Kind && planned.Offset == slot.Offset
            && planned.Rows == slot.Rows && planned.Columns == slot.Columns;
}
