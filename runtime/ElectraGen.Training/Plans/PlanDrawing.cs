using System.Globalization;
using System.Xml.Linq;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Plans;

/// <summary>
/// Draws a plan as SVG: dispatches from left to right, forward to backward, and a lane of addresses for each segment; a slot is a
/// box for each of its lifetimes. All layer segments look alike and share one lane.
/// </summary>
internal static class PlanDrawing
{
    private const double Left = 150, Top = 74, PlotWidth = 1180, Right = 40, LaneGap = 46, LanesHeight = 760, LeastLane = 56;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The text of the SVG file.</summary>
    public static string Draw(IModel model, PlanSummary summary)
    {
        PlanLane[] lanes = PlanLane.Of(model.Plan, summary);
        double largest = lanes.Max(static lane => lane.Bytes);
        XElement root = new(Svg + "svg",
            new XAttribute("font-family", "DejaVu Sans, Helvetica, Arial, sans-serif"),
            Text(Left, 28, 17, $"{model.Description.Name}: memory plan at batch {summary.Batch} in {summary.Precision.NameOf()}"),
            Text(Left, 50, 12, Caption(summary), "#555555"));

        double top = Top;
        foreach (PlanLane lane in lanes)
        {
            double height = Math.Max(LeastLane, LanesHeight * lane.Bytes / largest);
            root.Add(DrawLane(lane, top, height, model.Plan.Steps, summary));
            top += height + LaneGap;
        }
        root.Add(Axis(top - LaneGap + 22, model.Plan.Steps));

        double width = Left + PlotWidth + Right, bottom = top + 24;
        root.AddFirst(Rectangle(0, 0, width, bottom, "#ffffff"));
        root.Add(new XAttribute("viewBox", $"0 0 {Number(width)} {Number(bottom)}"), new XAttribute("width", Number(width)), new XAttribute("height", Number(bottom)));
        return root + "\n";
    }

    private static string Caption(PlanSummary summary) =>
        $"arena {ByteText.Format(summary.ArenaBytes)} · lower bound {ByteText.Format(summary.LowerBoundBytes)} · "
        + $"without reuse {ByteText.Format(summary.NoReuseBytes)} · beside it {ByteText.Format(summary.PersistentBytes)} of parameters, gradients and moments";

    private static XElement DrawLane(PlanLane lane, double top, double height, int steps, PlanSummary summary)
    {
        double pixelsPerStep = PlotWidth / steps, pixelsPerByte = height / Math.Max(1, lane.Bytes);
        XElement group = new(Svg + "g",
            Text(Left - 12, top + 16, 13, lane.Title, anchor: "end"),
            Text(Left - 12, top + 34, 11, ByteText.Format(lane.Bytes), "#555555", "end"),
            Rectangle(Left, top, PlotWidth, height, "#f4f4f2"));
        foreach ((int index, PlannedSlot slot) in lane.Slots.Index())
        {
            foreach (Lifetime lifetime in slot.Lifetimes)
            {
                double width = (lifetime.Last - lifetime.First + 1) * pixelsPerStep;
                double slotHeight = summary.BytesOf(slot.Slot) * pixelsPerByte;
                group.Add(DrawSlot(
                    slot, lifetime, PlanPalette.Color(index), Left + lifetime.First * pixelsPerStep,
                    top + summary.OffsetOf(slot.Slot) * pixelsPerByte, width, slotHeight, summary.BytesOf(slot.Slot)));
            }
        }
        double bound = top + lane.LowerBoundBytes * pixelsPerByte;
        group.Add(
            new XElement(Svg + "line",
                new XAttribute("x1", Number(Left)), new XAttribute("x2", Number(Left + PlotWidth)),
                new XAttribute("y1", Number(bound)), new XAttribute("y2", Number(bound)),
                new XAttribute("stroke", "#b00020"), new XAttribute("stroke-width", "1.5"), new XAttribute("stroke-dasharray", "7 4")),
            Text(Left + PlotWidth, bound + 14, 11, $"lower bound {ByteText.Format(lane.LowerBoundBytes)}", "#b00020", "end"));
        return group;
    }

    private static XElement DrawSlot(
        PlannedSlot slot, Lifetime lifetime, string color, double x, double y, double width, double height, long bytes)
    {
        XElement box = Rectangle(x, y, width, Math.Max(height, 0.5), color);
        box.Add(
            new XAttribute("stroke", "#ffffff"), new XAttribute("stroke-width", "0.6"),
            new XElement(Svg + "title", $"{slot.Name}: {ByteText.Format(bytes)}, dispatches {lifetime.First} to {lifetime.Last}"));
        XElement group = new(Svg + "g", box);
        // About 0.6 of the letter size is a letter's width; a name that does not fit is left to the tooltip
        if (height >= 12 && width >= (slot.Name.Length * 6.2) + 8)
            group.Add(Text(x + 4, y + Math.Min(height - 3, 12), 10, slot.Name, "#1a1a1a"));
        return group;
    }

    private static XElement Axis(double y, int steps)
    {
        XElement axis = new(Svg + "g", Text(Left + (PlotWidth / 2), y + 20, 12, "dispatch, from forward to backward to update; the body of a loop over layers stands once", "#555555", "middle"));
        const int Ticks = 8;
        for (int tick = 0; tick <= Ticks; tick++)
        {
            int step = (int)((long)steps * tick / Ticks);
            axis.Add(Text(Left + (PlotWidth * step / steps), y, 11, step.ToString(CultureInfo.InvariantCulture), "#555555", "middle"));
        }
        return axis;
    }

    private static XElement Rectangle(double x, double y, double width, double height, string fill) => new(Svg + "rect",
        new XAttribute("x", Number(x)), new XAttribute("y", Number(y)),
        new XAttribute("width", Number(width)), new XAttribute("height", Number(height)), new XAttribute("fill", fill));

    private static XElement Text(double x, double y, int size, string text, string fill = "#1a1a1a", string anchor = "start") =>
        new(Svg + "text",
            new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("font-size", size),
            new XAttribute("fill", fill), new XAttribute("text-anchor", anchor), text);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
