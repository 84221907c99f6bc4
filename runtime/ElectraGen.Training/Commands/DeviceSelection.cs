using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Plans;

namespace ElectraGen.Training.Commands;

/// <summary>The options that choose a device and its precision, and the device that they choose.</summary>
internal sealed class DeviceSelection
{
    private readonly Option<string?> device = new("--device")
    {
        Description = "host or vulkan[:N], N as the verb devices prints it. Default: a GPU where there is one, else the host.",
        HelpName = "ID",
    };

    private readonly Option<string?> tier = new("--tier")
    {
        Description = "How a Vulkan device computes matrix products, as the verb devices prints it. Default: whichever is fastest.",
        HelpName = "NAME",
    };

    private readonly Option<bool> validate =
        CommandOptions.Flag("--validate", "Runs under the Vulkan validation layer; its messages go to standard error and are a failure.");

    private readonly Option<Precision> precision = CommandOptions.Precision();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(device);
        command.Add(precision);
        command.Add(tier);
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
        IReadOnlyList<DeviceDescription> devices = parsed.GetValue(device) is null ? DeviceCatalog.List() : [];
        string id = parsed.GetValue(device) ?? DeviceCatalog.Default(devices).Id;
        IDevice opened = DeviceCatalog.Open(id, new DeviceOptions
        {
            OnValidationMessage = log is null ? null : log.Add,
            Precision = parsed.GetValue(precision),
            Tier = TierOf(parsed),
            IsTuned = true,
        });
        try
        {
            bool isHost = opened.Description.Kind == DeviceDescription.HostKind;
            if (isHost && log is not null)
                throw new ElectraGenException("--validate watches Vulkan, and the host computes without it; choose a device with --device vulkan.");
            foreach (IModel model in models)
                PlanSummary.RequireRoom(model, batch(model), opened.Description, opened.Precision);
            return new SelectedDevice(opened, log, isHost && devices.Count > 0 ? DescribeDefault(devices) : null);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private string? TierOf(ParseResult parsed) =>
        parsed.GetValue(tier) is not string name || DeviceCatalog.TierNames.Contains(name)
            ? parsed.GetValue(tier)
            : throw new ElectraGenException($"There is no tier \"{name}\": {NearestName.Suggest(name, DeviceCatalog.TierNames, "the verb devices lists them all")}");

    private static string DescribeDefault(IReadOnlyList<DeviceDescription> devices)
    {
        string cpuDriver = devices.FirstOrDefault(static device => device.IsUsable && device.Kind == DeviceDescription.CpuKind)?.Id ?? "vulkan";
        return $"There is no GPU here, so the host computes; Mesa's CPU driver would with --device {cpuDriver}.";
    }
}

/// <summary>An open device, what the validation layer says of it, and why it is the host where nobody has chosen one.</summary>
internal sealed record SelectedDevice(IDevice Device, ValidationLog? Log, string? Reason) : IDisposable
{
    /// <summary>Opens the device once more, for one of its tiers of matrix products.</summary>
    public IDevice OpenTier(TierDescription tier) => DeviceCatalog.Open(Device.Description.Id, new DeviceOptions
    {
        OnValidationMessage = Log is null ? null : Log.Add,
        Precision = Precisions.All.Single(precision => precision.NameOf() == tier.Arithmetic),
        Tier = tier.Name,
        IsTuned = true,
    });

    /// <summary>Stops where the validation layer has spoken.</summary>
    /// <exception cref="ElectraGenException">It has.</exception>
    public void RequireSilence() => Log?.RequireSilence();

    public void Dispose() => Device.Dispose();
}
