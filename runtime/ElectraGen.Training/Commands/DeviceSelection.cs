using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Plans;

namespace ElectraGen.Training.Commands;

/// <summary>The options that choose a device, and the device that they choose.</summary>
internal sealed class DeviceSelection
{
    private readonly Option<string?> device = new("--device")
    {
        Description = "host or vulkan[:N], N as the verb devices prints it. Default: a GPU where there is one, else the host.",
        HelpName = "ID",
    };

    private readonly Option<bool> validate =
        CommandOptions.Flag("--validate", "Runs under the Vulkan validation layer; its messages go to standard error and are a failure.");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(device);
        command.Add(validate);
    }

    /// <summary>Opens the device, once it is known that the model has room on it.</summary>
    /// <exception cref="ElectraGenException">There is no such device, or the model does not fit.</exception>
    public SelectedDevice Open(CommandContext context, ParseResult parsed, IModel model, int batch) => Open(context, parsed, [model], _ => batch);

    /// <summary>Opens the device, once it is known that each of the models has room on it.</summary>
    /// <exception cref="ElectraGenException">There is no such device, or a model does not fit.</exception>
    public SelectedDevice Open(CommandContext context, ParseResult parsed, IEnumerable<IModel> models, Func<IModel, int> batch)
    {
        ValidationLog? log = parsed.GetValue(validate) ? new ValidationLog(context.Error) : null;
        string id = parsed.GetValue(device) ?? ChooseDefault(context);
        if (log is not null && id == DeviceDescription.HostKind)
            throw new ElectraGenException("--validate watches Vulkan, and the host computes without it: choose a device with --device vulkan.");

        IDevice opened = DeviceCatalog.Open(id, new DeviceOptions { OnValidationMessage = log is null ? null : log.Add });
        try
        {
            foreach (IModel model in models)
                PlanSummary.RequireRoom(model, batch(model), opened.Description);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
        return new SelectedDevice(opened, log);
    }

    /// <summary>The default device; where that is the host, a line says so.</summary>
    private static string ChooseDefault(CommandContext context)
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalog.List();
        DeviceDescription chosen = DeviceCatalog.Default(devices);
        if (chosen.Kind == DeviceDescription.HostKind)
        {
            string cpuDriver = devices.FirstOrDefault(static device => device.IsUsable && device.Kind == DeviceDescription.CpuKind)?.Id ?? "vulkan";
            context.Error.WriteLine($"There is no GPU here: computing on the host, {chosen.Name}. Mesa's CPU driver instead: --device {cpuDriver}.");
        }

        return chosen.Id;
    }
}

/// <summary>An open device and what the validation layer says of it.</summary>
internal sealed record SelectedDevice(IDevice Device, ValidationLog? Log) : IDisposable
{
    /// <summary>Stops where the validation layer has spoken.</summary>
    /// <exception cref="ElectraGenException">It has.</exception>
    public void RequireSilence() => Log?.RequireSilence();

    public void Dispose() => Device.Dispose();
}
