using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Plans;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary><c>devices</c>: the host and every Vulkan device.</summary>
internal static class DevicesCommand
{
    public static Command Create(CommandContext context)
    {
        Option<bool> json = CommandOptions.Json();
        Command command = new("devices", "Lists the host and every Vulkan device: driver, memory, tier of matrix products.") { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DeviceDescription> devices = DeviceCatalog.Survey();
            string defaultId = DeviceCatalog.Default(devices).Id;
            DeviceFacts[] facts = [.. devices.Select(device => DeviceFacts.Of(device, device.Id == defaultId))];
            if (parsed.GetValue(json))
                context.WriteJson(facts, CommandJson.Default.DeviceFactsArray);
            else
            {
                context.WriteTable(Tabulate(facts));
                foreach (DeviceFacts device in facts.Where(static device => device.Tiers.Count > 0))
                    context.WriteTable(TabulateTiers(device));
            }
        });
        return command;
    }

    private static Table TabulateTiers(DeviceFacts device)
    {
        Table table = FactTable.Create("tier", "arithmetic", "there", "because");
        foreach (TierDescription tier in device.Tiers)
            table.AddFacts(tier.Name, tier.Arithmetic, tier.IsUsable ? "yes" : "no", tier.Reason);
        table.Caption = new TableTitle($"matrix products of {device.Id}; --tier takes these names");
        return table;
    }

    private static Table Tabulate(IEnumerable<DeviceFacts> devices)
    {
        Table table = FactTable.Create("", "id", "name", "driver", "kind", "memory#", "tier", "precisions", "reason");
        foreach (DeviceFacts device in devices)
        {
            table.AddFacts(
                device.Default ? "*" : "", device.Id, device.Name, device.Driver, device.Kind, ByteText.Format(device.MemoryBytes),
                device.Tier, string.Join(' ', device.Precisions), device.Reason);
        }
        table.Caption = new TableTitle("* is used where --device is not given");
        return table;
    }
}

/// <summary>What <c>devices --json</c> prints of a device.</summary>
internal sealed record DeviceFacts(
    string Id, string Name, string Driver, string Kind, long MemoryBytes, string Tier, string Reason, bool Default,
    IReadOnlyList<string> Precisions, IReadOnlyList<TierDescription> Tiers)
{
    public static DeviceFacts Of(DeviceDescription device, bool isDefault) => new(
        device.Id, device.Name, device.Driver, device.Kind, device.MemoryBytes, device.Tier, device.Reason, isDefault,
        [.. device.Precisions.Select(static precision => precision.NameOf())], device.Tiers);
}
