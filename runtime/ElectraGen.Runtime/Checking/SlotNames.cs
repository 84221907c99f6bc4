namespace ElectraGen.Runtime.Checking;

/// <summary>What a slot of a model is called.</summary>
internal static class SlotNames
{
    /// <summary>
    /// The parameter's name in Hugging Face's terms, or the names of the planned slots, inputs and constants of this place and shape: slots
    /// whose lifetimes are apart may share a place, so there can be several. A slot of a shape of its own is a part of one that begins there.
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

        if (slot.Segment.Kind == SegmentKind.Scalars)
            return "step scalars";

        (string Name, Slot Slot)[] here =
        [
            .. model.Plan.Slots.Select(planned => (planned.Name, planned.Slot))
                .Concat(model.Plan.Inputs.Concat(model.Plan.Constants).Select(input => (input.Name, input.Slot)))
                .Where(planned => planned.Slot.Segment.Kind == slot.Segment.Kind && planned.Slot.Offset == slot.Offset),
        ];
        (string Name, Slot Slot)[] alike = [.. here.Where(planned => planned.Slot.Rows == slot.Rows && planned.Slot.Columns == slot.Columns)];
        string[] names = [.. (alike.Length > 0 ? alike : here).Select(planned => planned.Name).Distinct()];
        string name = names.Length == 0 ? $"{slot.Segment.Kind} at byte {slot.Offset}" : string.Join(" or ", names);
        return slot.Segment.Kind == SegmentKind.Layer ? $"{name} of layer segment {slot.Segment.Index}" : name;
    }
}
