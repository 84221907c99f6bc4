using System.Text.Json;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;

namespace ElectraGen.Training.Profiles;

/// <summary>A profiled step in the trace event format that chrome://tracing and Perfetto show: one event a dispatch, in microseconds.</summary>
internal static class ChromeTrace
{
    // The arenas of parameters have the names of all
    private const int LongestName = 100;

    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Write(string path, IModel model, StepProfile profile, int batch)
    {
        string partial = path + ".partial";
        using (FileStream file = File.Create(partial))
        using (Utf8JsonWriter json = new(file))
        {
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ms");
            json.WriteStartArray("traceEvents");
            foreach (ProfiledDispatch dispatch in profile.Dispatches)
                WriteEvent(json, model, dispatch, batch);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        File.Move(partial, path, overwrite: true);
    }

    private static void WriteEvent(Utf8JsonWriter json, IModel model, ProfiledDispatch dispatch, int batch)
    {
        ListedDispatch listed = dispatch.Dispatch;
        json.WriteStartObject();
        json.WriteString("name", dispatch.Name);
        json.WriteString("cat", "kernel");
        // A complete event: it has its begin and its duration
        json.WriteString("ph", "X");
        json.WriteNumber("pid", 1);
        json.WriteNumber("tid", 1);
        json.WriteNumber("ts", dispatch.Time.Begin / 1e3);
        json.WriteNumber("dur", dispatch.Time.Duration / 1e3);
        json.WriteStartObject("args");
        foreach (OperandUse use in listed.UsesAt(batch))
            json.WriteString(use.Operand.Name, $"{Shorten(SlotNames.Of(model, use.Slot))} ({use.Slot.RowsAt(batch)}, {use.Slot.Columns})");
        json.WriteString("work", $"{listed.Work.X} × {listed.Work.Y} × {listed.Work.Z}");
        if (dispatch.Work.ProductOperations > 0)
            json.WriteNumber("floating_point_operations", dispatch.Work.ProductOperations);
        json.WriteNumber("bytes", dispatch.Work.Bytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Shorten(string names) => names.Length <= LongestName ? names : names[..LongestName] + "…";
}
